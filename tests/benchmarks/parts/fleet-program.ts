import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { CLI, environmentOfUser } from './built-program.ts';

/** What `voldgrav fleet` answers with. */
export interface FleetAnswer {
  /** UTC in ms. */
  readonly startedAt: number;
  readonly sent: number;
  readonly acknowledged: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly acknowledgedMs: { readonly p50: number; readonly p99: number; readonly max: number };
}

export interface FleetWords {
  readonly mqttUrl: string;
  readonly rate: number | 'most';
  readonly seconds: number;
  readonly sensors?: number;
  readonly townDir?: string;
  readonly inFlight?: number;
}

/** Runs `voldgrav fleet` in a process of its own, built, as a user runs it. Throws its own words when it ends badly. */
export async function runFleetProgram({ mqttUrl, rate, seconds, sensors, townDir, inFlight }: FleetWords): Promise<FleetAnswer> {
  const words = ['--mqtt', mqttUrl, '--rate', String(rate), '--seconds', String(seconds)];
  const more = Object.entries({ '--sensors': sensors, '--town': townDir, '--in-flight': inFlight }).flatMap(([name, value]) => (value === undefined ? [] : [name, String(value)]));
  const child = spawn(process.execPath, [CLI, 'fleet', ...words, ...more], { env: environmentOfUser(), stdio: ['ignore', 'pipe', 'pipe'] });
  const said = textOf(child);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`voldgrav fleet ended with ${code}: ${said()}`);
  return JSON.parse(said()) as FleetAnswer;
}

function textOf(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  return () => text;
}
