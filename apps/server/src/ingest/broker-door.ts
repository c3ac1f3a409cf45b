import { type Accounts, type Device, hashOf, newSecret, SERVER_NAME } from '@voldgrav/account';
import { anyone, type BrokerDoor, type Guest } from '@voldgrav/mqtt';
import { coversFilter, matchesTopic, ownTopics, type Source } from '@voldgrav/wire';

/** Milliseconds for which what the accounts' file said is believed: with every message it would cost more than the message. */
const BELIEVED_MS = 500;

interface BrokerDoorOptions {
  readonly devices: Accounts['devices'];
  readonly sources: readonly Source[];
  /** Let in whoever comes as long as no device has an account: for the sample town, on loopback. */
  readonly admitsAnyone: boolean;
}

/**
 * Who may come to the embedded broker: devices by the password that `voldgrav device add` printed, each with its own topics, and this
 * process itself, by `ownAddress`. A device that is revoked may not stay for longer than a second.
 */
export function brokerDoor({ devices, sources, admitsAnyone }: BrokerDoorOptions): { readonly door: BrokerDoor; readonly ownAddress: (host: string, port: number) => string } {
  const secret = newSecret();
  const ourselves = anyone(SERVER_NAME);
  const passerBy = anyone('anonymous');
  const ids = new WeakMap<Guest, number>();
  let holding: ReadonlySet<number> = new Set();
  /** Let in since the file was last asked. */
  const newcomers = new Set<number>();
  let open = false;
  let askedAt = -Infinity;

  function ask(): void {
    if (performance.now() - askedAt < BELIEVED_MS) return;
    askedAt = performance.now();
    try {
      open = admitsAnyone && !devices.any();
      holding = devices.inUse();
      newcomers.clear();
    } catch {
      // A file that cannot be read for a moment revokes nobody; whoever comes anew is not let in meanwhile.
      return;
    }
  }

  return {
    ownAddress: (host, port) => `mqtt://${SERVER_NAME}:${secret}@${host.includes(':') ? `[${host}]` : host}:${port}`,
    door: {
      async letIn(name, password) {
        // Hashed, so that how long comparing takes tells nothing of the secret.
        if (name === SERVER_NAME && password !== undefined && hashOf(Buffer.from(password).toString()) === hashOf(secret)) return ourselves;
        open = admitsAnyone && !devices.any();
        if (open) return passerBy;
        const device = name === undefined || password === undefined ? undefined : await devices.verify(name, password);
        if (device === undefined) return undefined;
        const guest = guestOf(device, sources);
        ids.set(guest, device.id);
        newcomers.add(device.id);
        // Whoever had an account of this name before must be known to be gone.
        askedAt = -Infinity;
        return guest;
      },
      mayStay(guest) {
        if (guest === ourselves) return true;
        ask();
        if (guest === passerBy) return open;
        const id = ids.get(guest) ?? 0;
        return holding.has(id) || newcomers.has(id);
      },
    },
  };
}

function guestOf({ name, topics }: Device, sources: readonly Source[]): Guest {
  const filters = [...ownTopics(name, sources), ...topics];
  return {
    name,
    mayPublish: (topic) => filters.some((filter) => matchesTopic(filter, topic)),
    maySubscribe: (wanted) => filters.some((filter) => coversFilter(filter, wanted)),
    mayRetain: false,
  };
}
