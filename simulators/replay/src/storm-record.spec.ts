import { instant, type Micrometres, MINUTE, seconds, shifted } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { StormRecord } from './storm-record.ts';

const ONSET = instant(Date.UTC(2026, 7, 26, 10));
/** A gauge that speaks each minute from the onset on: mm each. */
const gauge = (depths: readonly number[], everyMinutes = 1) => ({
  samples: depths.map((depth, index) => ({ at: shifted(ONSET, index * everyMinutes * MINUTE), value: (depth * 1000) as Micrometres })),
  interval: seconds(60 * everyMinutes),
});

function maxima(depths: readonly number[], end?: number) {
  const record = new StormRecord(['g'], () => gauge(depths));
  const storm = { id: 's', onset: ONSET, ...(end === undefined ? {} : { end: shifted(ONSET, end * MINUTE) }) };
  record.note(storm);
  record.measureOpen();
  const [reported] = record.reported();
  return { end: reported?.end, mm: Object.fromEntries((reported?.maxima ?? []).map(({ minutes, mm }) => [minutes, mm])) };
}

describe('the most that fell in a storm', () => {
  it('slides over its minutes', () => {
    // 20 minutes of 0.2, then 10 of 1.0: 10 min 10.0; 30 min 14.0; the hour has no more.
    const { mm, end } = maxima([...Array<number>(20).fill(0.2), ...Array<number>(10).fill(1)], 29);
    expect(mm).toMatchObject({ 10: 10, 30: 14, 60: 14, 1440: 14 });
    expect(end).toBe('2026-08-26T10:29:00.000Z');
  });

  it('counts tips exactly: 75 of 0.2 mm are 15 mm, not a bit more', () => {
    expect(maxima([...Array<number>(15).fill(0.6), ...Array<number>(15).fill(0.4)]).mm[30]).toBe(15);
  });

  it('belongs to the storm: what falls after its end is the next one\'s', () => {
    expect(maxima([1, 1, 5], 1).mm[10]).toBe(2);
  });

  it('is told of a storm that goes on', () => {
    expect(maxima([1, 2])).toMatchObject({ end: null, mm: { 10: 3 } });
  });
});
