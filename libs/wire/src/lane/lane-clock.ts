import { type Instant, isoOf } from '@voldgrav/hydrology';
import { isObject, parseJson } from '../sensor/parse-json.ts';
import { timeOf } from '../sensor/time-of.ts';

/** What a lane's clock says. */
export interface LaneClock {
  readonly at: Instant;
  /** Names one playing of a recording: another one is another past, and nothing of the one before counts any more. */
  readonly run: string;
  /** Nothing more comes. */
  readonly ended: boolean;
}

export const encodeLaneClock = ({ at, run, ended }: LaneClock): string => JSON.stringify({ at: isoOf(at), run, ended });

/** Undefined for what is no clock. */
export function decodeLaneClock(payload: Uint8Array): LaneClock | undefined {
  const parsed = parseJson({ payload });
  if (!parsed.ok || !isObject(parsed.value)) return undefined;
  const { at: time, run, ended } = parsed.value;
  const at = timeOf(time);
  return at === undefined || typeof run !== 'string' || typeof ended !== 'boolean' ? undefined : { at, run, ended };
}
