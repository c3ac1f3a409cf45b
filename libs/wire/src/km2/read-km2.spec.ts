import { isoOf, minutes } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { readKm2 } from './read-km2.ts';

// The synthetic header of domain.md §2.9; the values are ours: one tip of 0.2 mm in a minute is 3.333 µm/s.
const HEADER = '1 20110702 1653   30311   1  125   31.2 1';
const DANISH = { firstMinute: 'begins', utcOffset: minutes(60) } as const;
const read = (text: string, conventions: Parameters<typeof readKm2>[1] = DANISH) => {
  const found = readKm2(text, conventions);
  if (!found.ok) throw new Error(`line ${found.line}: ${found.expected}`);
  return found.events;
};

describe('a KM2 file', () => {
  it('has a header with date, time, station, depth and flag, with or without a blank after its 1', () => {
    for (const header of [HEADER, HEADER.replace('1 2011', '12011')]) expect(read(header)).toEqual([{ station: '30311', depthMm: 31.2, flag: '1', minutes: [] }]);
  });

  it('has intensities in µm/s: 3.333 is one tip of 0.2 mm, 1 is 0.06 mm in a minute', () => {
    const [event] = read(`${HEADER}\n 3.333 0.000\n 1.000\n`);
    expect(event?.minutes.map(({ depth }) => depth)).toEqual([200, 0, 60]);
  });

  it('has a clock of its own, and a first minute that begins or ends with the header, as one says', () => {
    const stamps = (conventions: Parameters<typeof readKm2>[1]) => read(`${HEADER}\n1 1`, conventions)[0]?.minutes.map(({ at }) => isoOf(at).slice(11, 16));
    // 16:53 an hour ahead of UTC; the minute that begins then ends at 16:54.
    expect(stamps(DANISH)).toEqual(['15:54', '15:55']);
    expect(stamps({ firstMinute: 'ends', utcOffset: minutes(0) })).toEqual(['16:53', '16:54']);
  });

  it('holds many events, and leaves none out for its flag', () => {
    expect(read(`${HEADER}\n1\n${HEADER.replace(/1$/, '2')}\n2 2\n`).map(({ flag, minutes: told }) => [flag, told.length])).toEqual([['1', 1], ['2', 2]]);
  });

  it('is refused with the line where it is none', () => {
    expect(readKm2('3.333', DANISH)).toMatchObject({ ok: false, line: 1 });
    expect(readKm2(`${HEADER}\n1 -1`, DANISH)).toMatchObject({ ok: false, line: 2 });
  });
});
