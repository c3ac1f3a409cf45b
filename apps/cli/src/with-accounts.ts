import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Accounts, Actor } from '@voldgrav/account';
import { openInstalledAccounts, readTown, stateFolder } from '@voldgrav/installation';
import { type ExitCode, WRONG_USE } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

// The same from src/ and from dist/: both lie one folder below the app.
const SAMPLE_TOWN = fileURLToPath(new URL('../../../config/sample-town', import.meta.url));
const ANY_ADDRESS = new Set(['0.0.0.0', '::']);

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a command about people or tokens works on. */
export interface AtDesk {
  readonly accounts: Accounts;
  readonly terminal: Terminal;
  readonly by: Actor;
  readonly now: number;
  /** Where people reach the page, as the server's own settings say. */
  readonly address: string;
  /** The town's folder, as the settings name it. */
  readonly townDir: string;
  /** Whether sensors send to a broker of their own, by MQTT_URL. */
  readonly ownBroker: boolean;
  /** A sentence when the town has no organisation of this id; undefined when it has, or none was given. */
  readonly organisationFault: (id: string | undefined) => Promise<string | undefined>;
}

/**
 * Runs a command on the accounts of the installation that the settings name (contract.md §2), whether or not its server is
 * running. `demo` false, as with `serve`: the state without the demo.
 */
export async function withAccounts(
  { environment, terminal, options }: { readonly environment: Environment; readonly terminal: Terminal; readonly options: { readonly demo: boolean; readonly reason?: string } },
  command: (desk: AtDesk) => Promise<ExitCode> | ExitCode,
): Promise<ExitCode> {
  const given = (name: string): string | undefined => (environment[name] === '' ? undefined : environment[name]);
  const townGiven = given('TOWN_DIR');
  const demo = options.demo && (given('DEMO') ?? (['TOWN_DIR', 'MQTT_URL', 'INFLUX_URL'].every((name) => given(name) === undefined) ? 'storm' : 'none')) === 'storm' ? 'storm' : 'none';
  const townDir = townGiven === undefined ? SAMPLE_TOWN : resolve(townGiven);
  const sessionSecret = given('SESSION_SECRET');
  const now = Date.now();
  const accounts = openInstalledAccounts({
    folder: stateFolder(resolve(given('DATA_DIR') ?? './data'), demo),
    now,
    ...(sessionSecret === undefined ? {} : { sessionSecret }),
  });
  try {
    if (demo === 'storm') terminal.complain('These are the accounts of the demo, which are gone when it starts again; --no-demo or DEMO=none means the lasting ones.');
    return await command({
      accounts,
      terminal,
      now,
      by: { name: `command line (${userInfo().username})`, ...(options.reason === undefined ? {} : { why: options.reason }) },
      address: given('PUBLIC_URL')?.replace(/\/$/, '') ?? addressOf(given('HOST'), given('PORT')),
      townDir,
      ownBroker: given('MQTT_URL') !== undefined,
      organisationFault: (id) => organisationFault(id, townDir),
    });
  } finally {
    accounts.close();
  }
}

/** One sentence to whoever typed it wrong. */
export function wrongUse(terminal: Terminal, sentence: string): ExitCode {
  terminal.complain(sentence);
  return WRONG_USE;
}

function addressOf(host = '127.0.0.1', port = '8080'): string {
  const name = ANY_ADDRESS.has(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

async function organisationFault(id: string | undefined, townDir: string): Promise<string | undefined> {
  if (id === undefined) return undefined;
  const read = await readTown(townDir);
  if (!read.ok) return `The town in ${townDir} has faults, so its organisations are not known: see "voldgrav check-town ${townDir}".`;
  const ids = read.town.organisations.map((organisation) => organisation.id);
  return ids.includes(id) ? undefined : `The town has no organisation ${id}: expected one of ${ids.join(', ')}.`;
}
