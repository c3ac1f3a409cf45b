import { instant, type Micrometres, MINUTE } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import type { IntervalRain } from './rain-from-counter.ts';
import { rainPieces } from './rain-pieces.ts';

const T0 = Date.UTC(2026, 7, 26, 12);
const at = (minute: number) => instant(T0 + minute * MINUTE);
const TIP = 200 as Micrometres;
const rain = (after: number, until: number, depth: number | undefined, distribution: IntervalRain['distribution'] = 'interval'): IntervalRain => ({
  after: at(after), until: at(until), depth: depth as Micrometres | undefined, distribution, result: { check: 'counter', flag: 1, detail: '' },
});
const pieces = (...given: Parameters<typeof rain>) => rainPieces(rain(...given), TIP).map(({ at: end, depth, since }) => [(end - T0) / MINUTE, depth, ...(since === undefined ? [] : [(since - T0) / MINUTE])]);

describe('interval rain in pieces', () => {
  it('is spread over the minutes of its interval, dry ones too', () => {
    expect(pieces(0, 4, 1_000)).toEqual([[1, 250], [2, 250], [3, 250], [4, 250]]);
    expect(pieces(0, 2, 0)).toEqual([[1, 0], [2, 0]]);
  });

  it('ends in a broken minute where the interval does', () => {
    // 400 µm over 2 min: half a minute is 100, a whole one 200, and the last half 100.
    expect(pieces(0.5, 2.5, 400)).toEqual([[1, 100], [2, 200], [2.5, 100]]);
  });

  it('loses no micrometre to rounding', () => {
    // A third of 200 is 66.67: the running sum is 67, 133, 200.
    expect(pieces(0, 3, 200)).toEqual([[1, 67], [2, 66], [3, 67]]);
  });

  it('keeps a sum over a gap in one piece that says since when', () => {
    expect(pieces(0, 45, 2_400, 'accumulation')).toEqual([[45, 2_400, 0]]);
  });

  it('puts one tip after more than an hour in its own minute, and does not guess about several', () => {
    expect(pieces(0, 61, 200)).toEqual([[61, 200]]);
    expect(pieces(0, 61, 400)).toEqual([[61, 400, 0]]);
    expect(pieces(0, 60, 60)).toHaveLength(60);
  });
});
