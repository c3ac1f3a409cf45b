import { instant, type Instant, MINUTE, minutes, SECOND, seconds, shifted } from '@voldgrav/hydrology';
import { FAIL, GOOD, type Observation, SUSPECT } from '@voldgrav/quality';
import type { Sensor } from '@voldgrav/reading';
import type { Town } from '@voldgrav/wire';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeriesBook } from '../series-book.ts';
import { TownIndex } from '../town-index.ts';
import { RainBook } from './rain-book.ts';
import { RainOverGroups } from './rain-over-groups.ts';
import { rainWithin } from './rain-within.ts';
import { type RainedStorm, StormTeller } from './storm-teller.ts';
import { WarningBook } from './warning-book.ts';

const ONSET = instant(Date.UTC(2026, 7, 26, 12));
const GAUGES = ['r-0', 'r-1', 'r-2', 'r-3', 'r-4', 'r-5'] as const;
/** The third gauge stands in two catchments, the last two in none. */
const OVER: Readonly<Record<string, readonly string[]>> = { north: ['r-0', 'r-1', 'r-2'], south: ['r-2', 'r-3'] };

const town = {
  sensors: GAUGES.map((id): Sensor => ({ id, name: id, kind: 'rain-gauge', quantity: 'rain_mm', position: [9.5, 55.7], expectedInterval: seconds(60), plausible: { min: 0, max: 100 }, organisation: 'utility' })),
  catchments: Object.entries(OVER).map(([id, gauges]) => ({ id, name: id, gauges })),
  assets: [], network: [], rules: [], actions: [], preparation: [],
  idf: { source: 'spec', date: '2026-11-28', climateFactor: 1, durationsMinutes: [10, 1440].map(minutes), returnPeriodsYears: [1, 100], depthMm: [[7, 23], [35, 109]] },
} as unknown as Town;
const index = new TownIndex(town);

type Word = { readonly gauge: (typeof GAUGES)[number]; readonly ago: number; readonly mm: number };
type Event =
  | ({ readonly kind: 'says' | 'corrects' | 'fails' } & Word)
  | ({ readonly kind: 'sums'; readonly gap: number } & Word)
  | { readonly kind: 'passes'; readonly seconds: number }
  /** Every gauge says that it was dry in the minute that is over. */
  | { readonly kind: 'is dry' };

/** A storm of which one teller tells all along. */
class Night {
  private readonly series = new SeriesBook();
  private readonly rainBook = new RainBook(index.gauges, this.series);
  private readonly books = { series: this.series, rainBook: this.rainBook, warnings: new WarningBook(), dryGap: minutes(60) };
  private readonly teller = new StormTeller(index, this.books);
  private readonly groupRain = new RainOverGroups();
  now: Instant = ONSET;

  constructor() {
    this.rainBook.elapse(ONSET);
    this.rainBook.beginStorm(ONSET);
    // So that no window of half an hour has a gap before it.
    for (let ago = 31; ago >= 0; ago -= 1) for (const gauge of GAUGES.slice(Number(ago === 0))) this.meets({ kind: 'says', gauge, ago, mm: 0 });
    this.meets({ kind: 'says', gauge: 'r-0', ago: 0, mm: 0.2 });
  }

  meets(event: Event): void {
    if (event.kind === 'passes') {
      this.now = shifted(this.now, event.seconds * SECOND);
      this.rainBook.elapse(this.now);
      return;
    }
    if (event.kind === 'is dry') {
      for (const gauge of GAUGES) this.meets({ kind: 'says', gauge, ago: 0, mm: 0 });
      return;
    }
    const { gauge, ago, mm } = event;
    const at = instant(Math.floor((this.now - ago * MINUTE) / MINUTE) * MINUTE);
    const said: Observation = { sensor: gauge, quantity: 'rain_mm', value: mm, phenomenonTime: at, receivedAt: this.now, timeFrom: 'sensor', flag: GOOD, checks: [] };
    if (event.kind === 'says') this.series.enter(said);
    else if (event.kind === 'sums') this.series.enter({ ...said, flag: SUSPECT, checks: [{ check: 'accumulation', flag: SUSPECT, detail: 'spec', since: shifted(at, -event.gap * MINUTE) }] });
    else this.series.revise(event.kind === 'corrects' ? said : { ...said, flag: FAIL, checks: [{ check: 'spike', flag: FAIL, detail: 'spec' }] });
    this.rainBook.changed(gauge, at);
    this.teller.heard(gauge, true);
    for (const [group, gauges] of Object.entries(OVER)) {
      if (!gauges.includes(gauge) || at < ONSET) continue;
      if (event.kind === 'says' || event.kind === 'sums') {
        if (mm > 0) this.groupRain.rained(group, at);
      } else this.groupRain.put(group, rainWithin(this.series, gauges, { onset: ONSET, lastRainAt: instant(Infinity) }));
    }
  }

  tellsOn(): unknown {
    return this.teller.rained(this.stormWith(this.groupRain), undefined, this.now);
  }

  /** As a teller tells that has never told anything. */
  tellsAnew(): unknown {
    const spans = new RainOverGroups();
    for (const group of Object.keys(OVER)) spans.put(group, this.groupRain.of(group));
    return new StormTeller(index, this.books).rained(this.stormWith(spans), undefined, this.now);
  }

  private stormWith(groupRain: RainOverGroups): RainedStorm {
    return { id: 'storm', onset: ONSET, lastRainAt: ONSET, openedBy: 'rain', openedAt: ONSET, groupRain };
  }
}

const word = { gauge: fc.constantFrom(...GAUGES), ago: fc.oneof(fc.constant(0), fc.integer({ min: -3, max: 90 })), mm: fc.constantFrom(0, 0, 0.2, 0.4, 3, 8) };
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('says' as const), ...word }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('corrects' as const, 'fails' as const), ...word }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sums' as const), gap: fc.integer({ min: 2, max: 40 }), ...word }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('passes' as const), seconds: fc.constantFrom(1, 5, 20, 60, 60, 91, 700) }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'is dry' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('passes' as const), seconds: fc.constantFrom(-5, -20, -600, -7200, 7200, 100_000) }) },
);

describe('a storm that is told on', () => {
  it('is told as if for the first time, whatever was heard late, put right or taken back, and wherever the clock was set', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const night = new Night();
        for (const each of events) {
          night.meets(each);
          expect(night.tellsOn()).toEqual(night.tellsAnew());
        }
      }),
      { numRuns: 150 },
    );
  });

  it('leaves a "no" unknown from the moment when a gauge is overdue, within a minute too', () => {
    const night = new Night();
    // A minute's words are awaited for a minute and a half: 61, 95 and 80 s after the last ones.
    const answers = [61, 34, -15].map((seconds) => {
      night.meets({ kind: 'passes', seconds });
      const { storm } = night.tellsOn() as { readonly storm: { readonly skybrud: unknown } };
      return storm.skybrud;
    });
    expect(answers).toEqual([{ answer: 'no' }, { answer: 'unknown' }, { answer: 'no' }]);
  });

  it('says the same object again where nothing is new, and another where time alone makes it so', () => {
    const night = new Night();
    const groups = () => (night.tellsOn() as { readonly storm: { readonly groups: readonly unknown[] } }).storm.groups;
    const first = groups();
    night.meets({ kind: 'passes', seconds: 1 });
    expect(groups()).toBe(first);
    for (let minute = 0; minute < 10; minute += 1) for (const each of [{ kind: 'passes', seconds: 60 }, { kind: 'is dry' }] as const) night.meets(each);
    // It rained ten minutes ago, in the north alone: there the storm pauses.
    expect(groups()[0]).not.toBe(first[0]);
    expect(groups()[1]).toBe(first[1]);
  });
});
