import { instant, type Instant, MINUTE, minutes, seconds, type TimeWindow } from '@voldgrav/hydrology';
import { FAIL, GOOD, type Observation, SUSPECT } from '@voldgrav/quality';
import type { Sensor } from '@voldgrav/reading';
import { rainCompleteness } from '@voldgrav/rollup';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeriesBook } from '../series-book.ts';
import { type GaugeMaximum, RainBook, type StormVerdict } from './rain-book.ts';

const ONSET = Date.UTC(2026, 7, 26, 12);
/** Minutes since the storm began. */
const at = (minute: number): Instant => instant(ONSET + minute * MINUTE);
const gauge = (id: string): Sensor => ({ id, name: id, kind: 'rain-gauge', quantity: 'rain_mm', position: [9.5, 55.7], expectedInterval: seconds(60), plausible: { min: 0, max: 100 }, organisation: 'utility' });
const said = (minute: number, mm: number, isGood = true): Observation => ({
  sensor: 'r', quantity: 'rain_mm', value: mm, phenomenonTime: at(minute), receivedAt: at(minute), timeFrom: 'sensor',
  flag: isGood ? GOOD : FAIL, checks: isGood ? [] : [{ check: 'spike', flag: FAIL, detail: 'spec' }],
});

const sum = (since: number, minute: number, mm: number): Observation => ({ ...said(minute, mm), flag: SUSPECT, checks: [{ check: 'accumulation', flag: SUSPECT, detail: 'spec', since: at(since) }] });

/** One gauge in a storm that began at minute 0; its clock stands at minute `now` when it is asked. */
class Night {
  readonly book: RainBook;
  private readonly series = new SeriesBook();
  private clock: number;
  constructor(clock: number) {
    this.clock = clock;
    this.book = new RainBook([gauge('r')], this.series);
    this.book.elapse(at(clock));
    this.book.beginStorm(at(0));
  }
  hears(minute: number, mm: number): this {
    this.clock = Math.max(this.clock, minute);
    this.book.elapse(at(this.clock));
    this.series.enter(said(minute, mm));
    this.book.changed('r', at(minute));
    return this;
  }
  hearsAll(from: number, to: number, mm = 0): this {
    for (let minute = from; minute <= to; minute += 1) this.hears(minute, mm);
    return this;
  }
  /** A sum over a gap: when in it the rain fell is not known. */
  hearsSum(since: number, minute: number, mm: number): this {
    this.clock = Math.max(this.clock, minute);
    this.book.elapse(at(this.clock));
    this.series.enter(sum(since, minute, mm));
    this.book.changed('r', at(minute));
    return this;
  }
  takesBack(minute: number): this {
    this.series.revise(said(minute, 0, false));
    this.book.changed('r', at(minute));
    return this;
  }
  corrects(minute: number, mm: number): this {
    this.series.revise(said(minute, mm));
    this.book.changed('r', at(minute));
    return this;
  }
  maximum(length: number): GaugeMaximum | undefined {
    return this.book.maxima(['r']).find((each) => each.minutes === minutes(length));
  }
  covers(after: number, until: number): boolean {
    return this.book.covers('r', { after: at(after), until: at(until) });
  }
  completeness(window: TimeWindow): number {
    return rainCompleteness([this.series.rain('r', seconds(60))], window);
  }
  verdict(name: 'skybrud' | 'kraftigRegn' | 'insurers', now: number): StormVerdict {
    this.book.elapse(at(now));
    return this.book.verdicts(['r'], at(now))[name];
  }
}

describe('whether a window is covered', () => {
    it('is known of the words that follow each other, up to when the next one is overdue', () => {
    const night = new Night(0).hearsAll(0, 60);
    // The first word speaks of the minute before it.
    expect(night.covers(-1, 29)).toBe(true);
    expect(night.covers(-2, 28)).toBe(false);
    expect(night.covers(30, 61)).toBe(true);
    expect(night.covers(30, 62)).toBe(false);
    expect(night.hears(64, 0).covers(30, 60)).toBe(false);
  });

  it('is said of none that adding up finds a hole in, whatever came in which order', () => {
    const word = fc.record({ what: fc.constantFrom('hears', 'hears', 'hears', 'takesBack', 'corrects', 'hearsSum'), minute: fc.integer({ min: 1, max: 90 }) });
    let found = 0;
    fc.assert(
      fc.property(fc.shuffledSubarray(Array.from({ length: 90 }, (_, minute) => minute + 1), { minLength: 80 }), fc.array(word, { maxLength: 3 }), (minutesHeard, then) => {
        const night = new Night(0);
        for (const minute of minutesHeard) night.hears(minute, 0.1);
        for (const { what, minute } of then) {
          if (what === 'hearsSum') night.hearsSum(minute - 10, minute, 1);
          else if (what === 'takesBack') night.takesBack(minute);
          else if (what === 'corrects') night.corrects(minute, 0.3);
          else night.hears(minute, 0.1);
        }
        for (let until = 30; until <= 93; until += 1) {
          if (!night.covers(until - 30, until)) continue;
          found += 1;
          expect(night.completeness({ after: at(until - 30), until: at(until) })).toBe(1);
        }
      }),
    );
    expect(found).toBeGreaterThan(100);
  });
});

describe('what a storm is called', () => {
  it('is judged for each name over its own windows', () => {
    // Heard since 40 min before the storm: half-hours are whole, six hours and a day are not.
    const night = new Night(-40).hearsAll(-39, 20, 0.1);
    expect(['skybrud', 'kraftigRegn', 'insurers'].map((name) => night.verdict(name as 'skybrud', 20).answer)).toEqual(['no', 'unknown', 'unknown']);
    const longer = new Night(-400).hearsAll(-359, 20, 0.01);
    expect(['skybrud', 'kraftigRegn', 'insurers'].map((name) => longer.verdict(name as 'skybrud', 20).answer)).toEqual(['no', 'no', 'unknown']);
    // (−360, −359] is the first minute of the six hours that end with the onset.
    expect(new Night(-400).hearsAll(-358, 20, 0.01).verdict('kraftigRegn', 20).answer).toBe('unknown');
    const day = new Night(-1450).hearsAll(-1439, 20, 0.001);
    expect(day.verdict('insurers', 20).answer).toBe('no');
  });

  it('stays known through a late word and a long storm', () => {
    const night = new Night(-1450).hearsAll(-1439, 300, 0.001).hearsAll(302, 310).hears(301, 0);
    expect(night.verdict('insurers', 310).answer).toBe('no');
  });

  it('is no longer ruled out when a word turns out to be of no use, and is again when it is put right', () => {
    const night = new Night(-40).hearsAll(-39, 20, 0.1);
    expect(night.takesBack(-10).verdict('skybrud', 20).answer).toBe('unknown');
    expect(night.corrects(-10, 0).verdict('skybrud', 20).answer).toBe('no');
    // Before the first half-hour that ends in the storm it matters to none.
    expect(night.takesBack(-35).verdict('skybrud', 20).answer).toBe('no');
  });

  it('is taken back with the word that made it so', () => {
    const night = new Night(-40).hearsAll(-39, 9, 0.1).hears(10, 30).hearsAll(11, 20, 0.1);
    expect(night.verdict('skybrud', 20)).toEqual({ answer: 'yes', firstAt: at(10), gauge: 'r' });
    expect(night.takesBack(10).verdict('skybrud', 20).answer).toBe('unknown');
    // 30 minutes of 0.1 mm with the onset as the last of them; later ones lack the tenth.
    expect(night.book.maxima(['r']).find((each) => each.minutes === minutes(30))).toMatchObject({ depth: 3000, endsAt: at(0) });
    expect(night.book.total('r')).toBe(2000);
  });

  it('was so from an earlier minute on when rain comes in late', () => {
    const night = new Night(-40).hearsAll(-39, 0).hears(5, 10).hears(9, 6);
    expect(night.verdict('skybrud', 20)).toMatchObject({ answer: 'yes', firstAt: at(9) });
    expect(night.hears(7, 6).verdict('skybrud', 20)).toMatchObject({ answer: 'yes', firstAt: at(7) });
  });

  it('adds up words that share a minute, and one that reaches into the next', () => {
    const night = new Night(-5);
    for (let third = -15; third <= 29; third += 1) night.hears(third / 3, 0.1);
    night.hears(10.5, 0.4);
    night.book.elapse(at(11));
    // (1, 11]: 26 words from 1:20 to 9:40, and the last.
    expect(night.book.depth('r', minutes(10), at(10.5))).toEqual({ depth: 26 * 100 + 400, completeness: 1 });
    // (−19, 11] is covered from a minute before −5:00 on; the half minute after 10:30 is not late yet.
    expect(night.book.depth('r', minutes(30), at(10.5)).completeness).toBeCloseTo(17 / 30, 9);
    // From the minute of the onset, (−1, 0], on: three words of it, 29 after it, and the last.
    expect(night.book.total('r')).toBe(32 * 100 + 400);
  });

  it('is proved by a sum over a gap that lies wholly in a window, with its last minute, and never ruled out beside one', () => {
    // Ten minutes in which 16 mm fell, whichever they were, lie within half an hour.
    const short = new Night(-400).hearsAll(-399, 5, 0).hearsSum(5, 15, 16);
    expect(short.verdict('skybrud', 15)).toEqual({ answer: 'yes', firstAt: at(15), gauge: 'r' });
    expect(short.maximum(10)).toEqual({ minutes: 10, depth: 16_000, endsAt: at(15), gauge: 'r' });
    expect(short.book.total('r')).toBe(16_000);
    // Three hours may hold 16 mm without half an hour that does, and may have had all of it in one.
    const long = new Night(-400).hearsAll(-399, -175, 0).hearsSum(-175, 5, 16).hearsAll(6, 20, 0.5);
    expect(long.verdict('skybrud', 20).answer).toBe('unknown');
    expect(long.maximum(30)).toMatchObject({ depth: 7500 });
    expect(long.maximum(180)).toMatchObject({ depth: 16_000, endsAt: at(5) });
    // (−160, 20] begins within the gap; (−340, 20] holds all of it.
    expect(long.book.depth('r', minutes(180), at(20))).toEqual({ depth: 7500, completeness: 15 / 180 });
    expect(long.book.depth('r', minutes(360), at(20))).toEqual({ depth: 23_500, completeness: 1 });
    expect(long.verdict('kraftigRegn', 20).answer).toBe('unknown');
    expect(long.hears(21, 0.6).verdict('kraftigRegn', 21)).toEqual({ answer: 'yes', firstAt: at(21), gauge: 'r' });
  });

  it('is no longer proved when a late count divides the gap', () => {
    const night = new Night(-40).hearsAll(-39, 0, 0).hearsSum(0, 25, 16);
    expect(night.verdict('skybrud', 25).answer).toBe('yes');
    // The count of minute 24 says that 10 mm had fallen by then.
    night.hearsSum(0, 24, 10).corrects(25, 1);
    expect(night.verdict('skybrud', 25).answer).toBe('unknown');
    expect(night.maximum(30)).toMatchObject({ depth: 11_000, endsAt: at(25) });
    expect(night.book.total('r')).toBe(11_000);
  });

  it('rests on the words, not on the clock, which may be set back and on again', () => {
    const night = new Night(-40).hearsAll(-39, 20, 0.8);
    const before = night.verdict('skybrud', 20);
    night.book.elapse(at(-600));
    night.book.elapse(at(20));
    expect(night.verdict('skybrud', 20)).toEqual(before);
    expect(night.book.depth('r', minutes(30), at(20))).toEqual({ depth: 24_000, completeness: 1 });
    expect(night.book.total('r')).toBe(16_800);
  });

  it('is the same whatever order the words come in and whatever was said before they were put right', () => {
    const NOW = 40;
    const minute = (from: number) => fc.integer({ min: from, max: NOW });
    const record = fc.record({
      from: fc.constantFrom(-390, -100, -20),
      missing: fc.uniqueArray(minute(-380), { maxLength: 2 }),
      failed: fc.uniqueArray(minute(-380), { maxLength: 2 }),
      misread: fc.uniqueArray(minute(-380), { maxLength: 3 }),
      wet: fc.uniqueArray(fc.record({ minute: minute(0), mm: fc.constantFrom(0.2, 3, 5.2) }), { selector: (each) => each.minute, maxLength: 8 }),
      order: fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      isLate: fc.boolean(),
    });
    fc.assert(
      fc.property(record, ({ from, missing, failed, misread, wet, order, isLate }) => {
        const spoken = Array.from({ length: NOW - from + 1 }, (_, index) => from + index).filter((each) => !missing.includes(each));
        const mm = new Map(wet.map((each) => [each.minute, each.mm]));
        const inOrder = spoken.map((each) => ({ each, key: isLate ? (order.next().value as number) : each })).sort((one, other) => one.key - other.key);
        const night = new Night(isLate ? NOW : from);
        for (const { each } of inOrder) {
          night.hears(each, failed.includes(each) || misread.includes(each) ? 16 : (mm.get(each) ?? 0));
          if (failed.includes(each)) night.takesBack(each);
        }
        night.verdict('skybrud', NOW);
        for (const each of misread) if (spoken.includes(each) && !failed.includes(each)) night.corrects(each, mm.get(each) ?? 0);

        const known = spoken.filter((each) => !failed.includes(each));
        const depth = (end: number, length: number) => known.filter((each) => each > end - length && each <= end).reduce((sum, each) => sum + 1000 * (mm.get(each) ?? 0), 0);
        // The newest word is not late for a minute and a half.
        const isKnown = (each: number) => known.includes(each) || (each === NOW && known.includes(NOW - 1));
        const expected = (length: number, limit: number): StormVerdict => {
          for (let end = 0; end <= NOW; end += 1) if (depth(end, length) > limit) return { answer: 'yes', firstAt: at(end), gauge: 'r' };
          const isWhole = Array.from({ length: NOW + length }, (_, index) => 1 - length + index).every(isKnown);
          return { answer: isWhole ? 'no' : 'unknown' };
        };
        expect(night.verdict('skybrud', NOW)).toEqual(expected(30, 15_000));
        expect(night.verdict('kraftigRegn', NOW)).toEqual(expected(360, 24_000));
        const ends = Array.from({ length: NOW + 1 }, (_, end) => end);
        for (const length of [10, 30, 360]) {
          const most = Math.max(...ends.map((end) => depth(end, length)));
          expect(night.book.maxima(['r']).find((each) => each.minutes === minutes(length))).toEqual(most === 0 ? undefined : { minutes: length, depth: most, endsAt: at(ends.find((end) => depth(end, length) === most) ?? 0), gauge: 'r' });
        }
        const covered = known.filter((each) => each > NOW - 30).length / 30;
        if (known.includes(NOW)) expect(night.book.depth('r', minutes(30), at(NOW)).completeness).toBeCloseTo(covered, 9);
        expect(night.book.total('r')).toBe(depth(NOW, NOW + 1));
      }),
      { numRuns: 60 },
    );
  });
});
