import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { inTransaction } from './account-file.ts';
import * as sql from './account-sql.ts';
import type { Actor, AuditLog } from './audit-log.ts';
import { isMosquittoHashOf, mosquittoHash } from './mosquitto-hash.ts';
import { newSecret } from './secret.ts';

/** A sensor, or a network server that speaks for many, and its account at the broker. */
export interface Device {
  readonly id: number;
  /** The broker's user name; a sensor's is its id. */
  readonly name: string;
  /** Topic filters that it may send to beside those of its own name. */
  readonly topics: readonly string[];
  /** As Mosquitto's password file has it. */
  readonly passwordHash: string;
  readonly createdAt: number;
  readonly revokedAt?: number;
}

interface DeviceRow {
  readonly id: number;
  readonly name: string;
  readonly password_hash: string;
  readonly topics: string;
  readonly created_at: number;
  readonly revoked_at: number | null;
}

/** The name becomes a level of topics, a user of Mosquitto's password file (which a colon would cut) and a line of its access list. */
const NAME = /^[^\s:/+#$\p{C}][^\s:/+#\p{C}]{0,63}$/u;
/** The server's own account at a broker. */
export const SERVER_NAME = 'voldgrav';
export const isDeviceName = (name: string): boolean => NAME.test(name) && name !== SERVER_NAME;

/** Accounts of sensors at the broker. The password is made here and shown once; what is kept is its hash. */
export class Devices {
  private readonly database: DatabaseSyncInstance;
  private readonly audit: AuditLog;
  private held: { readonly version: number; readonly ids: ReadonlySet<number> } | undefined;

  constructor(database: DatabaseSyncInstance, audit: AuditLog) {
    this.database = database;
    this.audit = audit;
  }

  /** The new device's password; undefined when there is one of this name that is not revoked. Names: see `isDeviceName`. */
  async add({ name, topics }: Pick<Device, 'name' | 'topics'>, by: Actor, now: number): Promise<string | undefined> {
    const password = newSecret();
    const hash = await mosquittoHash(password);
    return inTransaction(this.database, () => {
      if (this.named(name) !== undefined) return undefined;
      this.held = undefined;
      this.database.prepare(sql.insertDevice).run(name, hash, JSON.stringify(topics), now);
      this.audit.note('device-added', name, by, now, topics.length === 0 ? undefined : topics.join(' '));
      return password;
    });
  }

  /** False when there is no such device or it was revoked before. */
  revoke(name: string, by: Actor, now: number): boolean {
    return inTransaction(this.database, () => {
      this.held = undefined;
      if (Number(this.database.prepare(sql.revokeDevice).run(now, name).changes) === 0) return false;
      this.audit.note('device-revoked', name, by, now);
      return true;
    });
  }

  /** By name, revoked ones last. */
  list(): readonly Device[] {
    return (this.database.prepare(sql.selectDevices).all() as DeviceRow[]).map(deviceOf);
  }

  /** The ids of those that are not revoked. Read anew only after somebody wrote into the file: a broker asks twice a second, and there may be ten thousand. */
  inUse(): ReadonlySet<number> {
    const { data_version: version } = this.database.prepare(sql.readDataVersion).get() as { data_version: number };
    if (this.held?.version !== version) {
      const rows = this.database.prepare(sql.selectDevicesInUse).all() as readonly { readonly id: number }[];
      this.held = { version, ids: new Set(rows.map(({ id }) => id)) };
    }
    return this.held.ids;
  }

  /** The one of this name that is not revoked. */
  named(name: string): Device | undefined {
    const row = this.database.prepare(sql.selectDevice).get(name) as DeviceRow | undefined;
    return row === undefined ? undefined : deviceOf(row);
  }

  /** Whether there is or ever was one. */
  any(): boolean {
    return (this.database.prepare(sql.countDevices).get() as { count: number }).count > 0;
  }

  /** Whose name and password these are; undefined when they are nobody's, or a revoked one's. */
  async verify(name: string, password: Uint8Array): Promise<Device | undefined> {
    const device = this.named(name);
    return device !== undefined && (await isMosquittoHashOf(device.passwordHash, password)) ? device : undefined;
  }
}

function deviceOf(row: DeviceRow): Device {
  return {
    id: row.id,
    name: row.name,
    topics: JSON.parse(row.topics) as readonly string[],
    passwordHash: row.password_hash,
    createdAt: row.created_at,
    ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at }),
  };
}
