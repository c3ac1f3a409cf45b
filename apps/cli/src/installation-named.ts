import { fileURLToPath } from 'node:url';
import { readSettings, type Settings } from '@voldgrav/installation';
import type { Environment } from './with-accounts.ts';
import { WrongUse } from './wrong-use.ts';

// The same from src/ and from dist/: both lie one folder below the app.
export const SAMPLE_TOWN = fileURLToPath(new URL('../../../config/sample-town', import.meta.url));

/** The settings of the server, as it would read them here; without `demo` those of `--no-demo`. Throws `WrongUse` with every fault. */
export function installationNamed(environment: Environment, demo: boolean): Settings {
  const read = readSettings(environment, demo ? [] : ['--no-demo'], SAMPLE_TOWN);
  if (!read.ok) throw new WrongUse(`The settings are at fault: ${read.faults.join('; ')}.`);
  return read.settings;
}
