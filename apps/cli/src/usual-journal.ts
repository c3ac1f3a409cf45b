import { join, resolve } from 'node:path';
import { stateFolder } from '@voldgrav/installation';
import type { Environment } from './with-accounts.ts';

/** The journal of the installation that the settings name; with `demo` that of the simulated storm, where there is one. */
export function usualJournal(environment: Environment, demo: boolean): string {
  const given = (name: string): string | undefined => (environment[name] === '' ? undefined : environment[name]);
  const isDemo = demo && (given('DEMO') ?? (given('TOWN_DIR') === undefined && given('MQTT_URL') === undefined ? 'storm' : 'none')) === 'storm';
  return join(stateFolder(resolve(given('DATA_DIR') ?? './data'), isDemo ? 'storm' : 'none'), 'journal.sqlite');
}
