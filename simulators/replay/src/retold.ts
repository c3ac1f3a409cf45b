import { type Instant, isoOf, instant, shifted } from '@voldgrav/hydrology';
import type { Reading } from '@voldgrav/reading';
import { encodeReadings, type Languages, readerFor, type Sandbox } from '@voldgrav/wire';
import { withoutWords } from './apply-act.ts';
import { type Recorded, type RecordedAct, recordedMessage, type Recording } from './recorded.ts';

export interface Retelling {
  readonly town: Languages;
  readonly sandbox?: Sandbox | undefined;
  /** Milliseconds by which everything happens later. */
  readonly later: number;
  /** What a sensor is called from now on, where that is another name. */
  readonly rename: ReadonlyMap<string, string>;
}

const encoder = new TextEncoder();

/**
 * The same recording at another time or under other names. A message is read and said again in our own JSON, since only so
 * can a time or a name in it be another, whatever its format was. What cannot be read cannot be said again: it stays as it
 * is, and with renaming it is left out, as it may hold a name. So are what people wrote and acts that the engine does nothing with,
 * and who did something is called operator-1 and on. A forecast names times of its own: at another time it is left out.
 */
export const retold = (recording: Recording, retelling: Retelling): Recording => ({
  async *parts() {
    const reader = readerFor(retelling.town, retelling.sandbox);
    const called = new Map<string, string>();
    const nameOf = (by: string): string => {
      const name = called.get(by) ?? `operator-${called.size + 1}`;
      called.set(by, name);
      return name;
    };
    const isNamed = retelling.rename.size === 0;
    for await (const part of recording.parts()) {
      yield part.flatMap((recorded): readonly Recorded[] => {
        const receivedAt = shifted(recorded.receivedAt, retelling.later);
        if (recorded.kind === 'clock') return [{ ...recorded, receivedAt }];
        if (recorded.kind === 'forecast') return retelling.later === 0 ? [isNamed ? recorded : { ...recorded, by: nameOf(recorded.by) }] : [];
        if (recorded.kind === 'act') {
          const body = isNamed ? recorded.body : withoutWords(recorded);
          return body === undefined ? [] : [actAt({ ...recorded, body, by: isNamed ? recorded.by : nameOf(recorded.by) }, receivedAt, retelling.later)];
        }
        const { readings } = reader.read(recorded.message);
        if (readings.length > 0) return said(readings, receivedAt, retelling);
        return isNamed ? [recordedMessage({ topic: recorded.message.topic, payload: recorded.message.payload, receivedAt })] : [];
      });
    }
  },
});

function said(readings: readonly Reading[], receivedAt: Instant, { later, rename }: Retelling): readonly Recorded[] {
  const sensors = [...new Set(readings.map(({ sensor }) => sensor))];
  return sensors.map((sensor) => {
    const own = readings.filter((reading) => reading.sensor === sensor).map((reading) => ({ ...reading, phenomenonTime: shifted(reading.phenomenonTime, later) }));
    return recordedMessage({ topic: `sensors/${rename.get(sensor) ?? sensor}/json`, payload: encoder.encode(encodeReadings(own)), receivedAt });
  });
}

/** An alert is named for the start of its episode, so what was done to it names another one at another time. */
function actAt(act: RecordedAct, receivedAt: Instant, later: number): RecordedAct {
  const body = act.body.replaceAll(/\.(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z"/g, (_, year, month, day, hour, minute, second) => {
    const start = instant(Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)));
    return `.${isoOf(shifted(start, later)).replace(/[-:]|\.\d+/g, '')}"`;
  });
  return { ...act, body, receivedAt };
}
