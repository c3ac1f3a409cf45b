import { type Instant, isoOf, instant, shifted } from '@voldgrav/hydrology';
import type { Reading } from '@voldgrav/reading';
import { encodeReadings, type Languages, readerFor, type Sandbox } from '@voldgrav/wire';
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
 * is, and with renaming it is left out, as it may hold a name. A forecast names times of its own: at another time it is left out.
 */
export const retold = (recording: Recording, retelling: Retelling): Recording => ({
  async *parts() {
    const reader = readerFor(retelling.town, retelling.sandbox);
    for await (const part of recording.parts()) {
      yield part.flatMap((recorded): readonly Recorded[] => {
        const receivedAt = shifted(recorded.receivedAt, retelling.later);
        if (recorded.kind === 'forecast') return retelling.later === 0 ? [recorded] : [];
        if (recorded.kind !== 'message') return [recorded.kind === 'act' ? actAt(recorded, receivedAt, retelling.later) : { ...recorded, receivedAt }];
        const { readings } = reader.read(recorded.message);
        if (readings.length > 0) return said(readings, receivedAt, retelling);
        return retelling.rename.size > 0 ? [] : [recordedMessage({ topic: recorded.message.topic, payload: recorded.message.payload, receivedAt })];
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
