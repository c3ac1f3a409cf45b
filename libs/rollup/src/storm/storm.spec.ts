import { instant, MINUTE, minutes } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { stormEnd, stormWithRain } from './storm.ts';

const at = (minute: number) => instant(Date.UTC(2026, 7, 26, 3, 12) + minute * MINUTE);
const GAP = minutes(60);

describe('a storm', () => {
  const first = stormWithRain(undefined, at(0), GAP);

  it('is named for its onset', () => {
    expect(first).toEqual({ id: 'storm-20260826T0312Z', onset: at(0), lastRainAt: at(0) });
  });

  it('that was awaited keeps the name that it has', () => {
    expect(stormWithRain(undefined, at(0), GAP, 'storm-20260826T0200Z').id).toBe('storm-20260826T0200Z');
  });

  it('goes on through a pause as long as the dry gap, and no longer', () => {
    expect(stormWithRain(first, at(60), GAP)).toEqual({ ...first, lastRainAt: at(60) });
    expect(stormWithRain(first, at(61), GAP).onset).toBe(at(61));
  });

  it('is not shortened by rain that is reported late', () => {
    const later = stormWithRain(first, at(30), GAP);
    expect(stormWithRain(later, at(10), GAP).lastRainAt).toBe(at(30));
  });

  it('has ended at its last rain once the dry gap is over', () => {
    expect(stormEnd(first, at(60), GAP)).toBeUndefined();
    expect(stormEnd(first, at(61), GAP)).toBe(at(0));
  });
});
