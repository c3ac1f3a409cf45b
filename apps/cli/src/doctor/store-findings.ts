import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { InfluxSettings } from '@voldgrav/installation';
import { fault, fine, type Finding, reasonOf, warning } from './finding.ts';
import { rowsIn } from './rows-in.ts';

const PATIENCE = 5_000;
/** Milliseconds by which two machines' clocks may differ before rain falls into the wrong window. */
const CLOCK_SLACK = 30_000;

/** Is the InfluxDB there, does it let our account read our database, and does its clock agree with ours? Nothing in it is changed. */
export async function influxFindings({ url, database, username, password, token }: InfluxSettings, now: () => number): Promise<readonly Finding[]> {
  const { host } = new URL(url);
  const todo = 'see whether it runs, and INFLUX_URL, its database and account; messages wait in the journal meanwhile';
  const account = token !== undefined ? `Token ${token}` : username === undefined ? undefined : `Basic ${Buffer.from(`${username}:${password ?? ''}`).toString('base64')}`;
  const question = new URLSearchParams({ db: database, q: 'SHOW RETENTION POLICIES' });
  try {
    const answer = await fetch(`${url.replace(/\/$/, '')}/query?${question.toString()}`, { headers: account === undefined ? {} : { authorization: account }, signal: AbortSignal.timeout(PATIENCE) });
    const said = await answer.text();
    if (answer.status === 401 || answer.status === 403) return [fault('store', `InfluxDB at ${host} does not let us in (${answer.status})`, todo)];
    if (/database not found/.test(said)) return [warning('store', `InfluxDB at ${host} has no database ${database}`, 'the server makes it when its account may; else make it there'), ...clockFindings(answer, host, now)];
    if (!answer.ok) return [fault('store', `InfluxDB at ${host} answers ${answer.status}: ${said.trim().slice(0, 200)}`, todo)];
    return [fine('store', `InfluxDB at ${host} answers, and has the database ${database}`), ...clockFindings(answer, host, now)];
  } catch (cause) {
    return [fault('store', `InfluxDB at ${host} does not answer: ${reasonOf(cause instanceof Error && cause.cause !== undefined ? cause.cause : cause)}`, todo)];
  }
}

function clockFindings({ headers }: Response, host: string, now: () => number): readonly Finding[] {
  const apart = Math.abs(Date.parse(headers.get('date') ?? '') - now());
  return apart > CLOCK_SLACK ? [warning('clock', `${host} is ${Math.round(apart / 1_000)} s apart from this clock`, 'keep both with NTP (chrony, systemd-timesyncd)')] : [];
}

/** Can the embedded store be read? Nothing in it is changed. */
export function embeddedFinding(folder: string): Finding {
  const file = join(folder, 'observations.sqlite');
  if (!existsSync(file)) return fine('store', 'the embedded store is made at the first start');
  try {
    return fine('store', `the embedded store holds ${rowsIn(file, 'series')} series`);
  } catch (cause) {
    return fault('store', `the embedded store cannot be read: ${reasonOf(cause)}`, 'stop the server, set observations.sqlite aside and run "voldgrav rebuild", or restore a backup');
  }
}
