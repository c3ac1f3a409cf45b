import { HOUR, type Instant, shifted, type TimeWindow } from '@voldgrav/hydrology';
import type { ObservationArchive } from '@voldgrav/pipeline';
import { FAIL, type Observation } from '@voldgrav/quality';
import type { Quantity, Sensor } from '@voldgrav/reading';
import { encodeJson } from '@voldgrav/wire';
import { type Recorded, recordedMessage, type Recording } from './recorded.ts';

export interface StoreRecordingOptions {
  readonly archive: ObservationArchive;
  readonly sensors: readonly Sensor[];
  /** What happened in (after, until]. */
  readonly after: Instant;
  readonly until: Instant;
  /** Asks no further once it is aborted. */
  readonly signal?: AbortSignal;
  /** Lets others work, between two questions: an embedded store answers in the same turn, so that nobody else would have one. */
  readonly breathe?: () => Promise<void> | undefined;
}

/** Asked of the store at once of one sensor: a town of hundreds of gauges fits into memory, and no answer takes long. */
const AT_ONCE = 6 * HOUR;
const encoder = new TextEncoder();

/**
 * What sensors said by the observation store, which remembers for longer than the journal: each value as one message of our own JSON,
 * when it arrived, the temperature at a gauge too, since frost is a doubt about its rain. It is judged anew, so what was flagged then is flagged again. What came late comes late here too; a time that was
 * none is left out.
 */
export const storeRecording = ({ archive, sensors, after, until, signal, breathe }: StoreRecordingOptions): Recording => ({
  async *parts() {
    const asked = async (sensor: string, quantity: Quantity, window: TimeWindow): Promise<readonly Observation[]> => {
      await breathe?.();
      return signal?.aborted === true ? [] : archive.range({ sensor, quantity, window });
    };
    const saidBy = async ({ id, kind, quantity, level }: Sensor, window: TimeWindow): Promise<readonly Observation[]> => {
      const own = await asked(id, quantity, window);
      if (kind === 'rain-gauge') return [...own, ...(await asked(id, 'temperature_c', window))];
      return level === undefined ? own : [...own, ...toldItself(await asked(id, 'level_m', window), own)];
    };
    let waiting: readonly Recorded[] = [];
    for (let from = after; from < until; from = shifted(from, AT_ONCE)) {
      const to = Math.min(shifted(from, AT_ONCE), until) as Instant;
      const heard: Recorded[] = [...waiting];
      for (const sensor of sensors) {
        for (const observation of await saidBy(sensor, { after: from, until: to })) if (hasTime(observation)) heard.push(messageOf(observation));
        if (signal?.aborted === true) return;
      }
      heard.sort((one, other) => one.receivedAt - other.receivedAt);
      waiting = heard.filter(({ receivedAt }) => receivedAt > to);
      yield heard.filter(({ receivedAt }) => receivedAt <= to);
    }
    yield waiting;
  },
});

/** A water level that no word of the sensor's own quantity led to was told as such. */
function toldItself(levels: readonly Observation[], own: readonly Observation[]): readonly Observation[] {
  const reckonedFrom = new Set(own.map(({ phenomenonTime }) => phenomenonTime));
  return levels.filter(({ phenomenonTime }) => !reckonedFrom.has(phenomenonTime));
}

const hasTime = ({ checks }: Observation): boolean => !checks.some(({ check, flag }) => check === 'clock' && flag === FAIL);

const messageOf = ({ sensor, quantity, value, phenomenonTime, receivedAt }: Observation): Recorded =>
  recordedMessage({ topic: `sensors/${sensor}/json`, payload: encoder.encode(encodeJson({ time: phenomenonTime, values: { [quantity]: value } })), receivedAt });
