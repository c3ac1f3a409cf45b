import { indicativeIdf, instant, micrometresFrom, millimetres, minutes } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { criticalMaximum } from './critical-maximum.ts';
import { comparedWith, KNOWN_STORMS } from './known-storms.ts';
import { stormPhase } from './storm-phase.ts';

const maximum = (duration: number, mm: number) => ({ minutes: minutes(duration), depth: micrometresFrom(mm), endsAt: instant(0) });

describe('the critical duration of a storm', () => {
  it('is the one at which it is rarest', () => {
    // domain-vectors.json, `idf.inverse`: 15 mm/30 min 3.68 years, 24 mm/360 min 1.22, 22.4 mm/30 min 19.0.
    expect(criticalMaximum([maximum(30, 15), maximum(360, 24)], indicativeIdf)).toMatchObject({ minutes: 30 });
    const critical = criticalMaximum([maximum(30, 15), maximum(1440, 135.4)], indicativeIdf);
    expect(critical?.minutes).toBe(1440);
    expect(critical?.returnPeriod).toBeCloseTo(307, 0);
  });

  it('in the worked storage example of domain.md §4.2 is 20 min, of 10 to 50', () => {
    // Maxima of 14.0, 21.0, 23.2, 24.0 and 24.4 mm; T 11.2, 25.3, 22.3, 17.3 and 13.7 years.
    const maxima = [[10, 14], [20, 21], [30, 23.2], [40, 24], [50, 24.4]].map(([duration = 0, mm = 0]) => maximum(duration, mm));
    const critical = criticalMaximum(maxima, indicativeIdf);
    expect(critical?.minutes).toBe(20);
    expect(critical?.returnPeriod).toBeCloseTo(25.3, 1);
  });

  it('is none where the table says nothing', () => {
    expect(criticalMaximum([maximum(5, 10)], indicativeIdf)).toBeUndefined();
  });
});

describe('a storm beside those that people remember', () => {
  it('is held against its like at the same duration, the nearest first', () => {
    const [nearest, ...others] = comparedWith([maximum(30, 22.4)]);
    expect(nearest).toMatchObject({ known: { id: 'aalborg-2020' }, share: 1 });
    expect(others.map(({ known }) => known.minutes)).toEqual([30, 30, 30, 30, 30, 30]);
    expect(comparedWith([maximum(60, 30)])).toEqual([]);
  });

  // domain.md §1, by duration; how rare they are by the indicative curve, where §2.5 says it.
  it.each<[id: string, duration: number, mm: number, years: number | null]>([
    ['ishoej-2011', 10, 31.2, 535], ['aeroeskoebing-2016', 10, 29.2, null], ['horsens-2016', 30, 32.2, null], ['vamdrup-2016', 30, 32.8, null], ['koebenhavn-2011-30-min', 30, 64.8, null],
    ['kokkedal-2020', 30, 42.2, 420], ['alleroed-2020', 30, 40.4, null], ['aalborg-2020', 30, 22.4, 19], ['kalundborg-2021', 30, 42, null], ['horsens-2016-2-h', 120, 117.8, null],
    ['koebenhavn-2011', 1440, 135.4, 307], ['ordrup-1959', 1440, 111.7, null], ['vejle-2020', 1440, 44.2, null],
  ])('%s: %i min, %f mm', (id, duration, mm, years) => {
    const storm = KNOWN_STORMS.find((each) => each.id === id);
    expect(storm).toMatchObject({ minutes: duration, mm });
    expect(storm?.source).not.toBe('');
    if (years !== null) expect(Math.round(indicativeIdf.returnPeriod(millimetres(mm), minutes(duration)))).toBe(years);
  });

  it('are those of domain.md that a watched duration tells of, and no more', () => {
    expect(KNOWN_STORMS).toHaveLength(13);
  });
});

describe('the phase of a storm', () => {
  const phase = (lastTen: number, wettestTen: number, isOver = false) => stormPhase({ lastTen: micrometresFrom(lastTen), wettestTen: micrometresFrom(wettestTen), isOver });

  it('grows while the last ten minutes are nearly the wettest, then eases, pauses and is over', () => {
    expect([phase(10, 10), phase(8, 10), phase(7.9, 10), phase(0.2, 10), phase(0, 10), phase(0, 10, true)]).toEqual(['growing', 'growing', 'easing', 'easing', 'pausing', 'over']);
  });
});
