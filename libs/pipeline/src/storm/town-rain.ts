import type { Micrometres } from '@voldgrav/hydrology';
import { WINDOW_DURATIONS } from '@voldgrav/rollup';
import { Foremost } from './foremost.ts';
import { CRITERIA, type CriterionName, type GaugeMaximum, type StormVerdict } from './rain-book.ts';
import type { RainFigures } from './rain-figures.ts';

/** What all gauges of the town tell of the open storm. */
export type TownFigures = Omit<RainFigures, 'total' | 'heardUntil' | 'places'>;

const NAMES = Object.keys(CRITERIA) as readonly CriterionName[];
const NOTHING = 0 as Micrometres;

/** The town's figures, made of those of its cells and kept up with them: what one cell says otherwise takes a look at that cell, not at all of them. */
export class TownRain {
  /** By number. */
  private readonly cells: (RainFigures | undefined)[] = [];
  private readonly greatest: Foremost<RainFigures>;
  private readonly lastTen: Foremost<RainFigures>;
  private readonly wettestTen: Foremost<RainFigures>;
  /** By duration. */
  private readonly maxima: readonly Foremost<RainFigures>[];
  private readonly met: ReadonlyMap<CriterionName, Foremost<RainFigures>>;
  /** How many cells do not rule out that it has been rain of a name. */
  private readonly open = new Map<CriterionName, number>();
  private told: TownFigures | undefined;

  /** `place`: of a gauge in the town's order. Of equals the first gauge is told. */
  constructor(place: (gauge: string) => number) {
    const { cells } = this;
    this.greatest = new Foremost(cells, ({ greatest: one }, { greatest: other }) => one !== undefined && (other === undefined || one.depth > other.depth || (one.depth === other.depth && place(one.gauge) < place(other.gauge))));
    this.lastTen = new Foremost(cells, (one, other) => one.lastTen > other.lastTen);
    this.wettestTen = new Foremost(cells, (one, other) => one.wettestTen > other.wettestTen);
    this.maxima = WINDOW_DURATIONS.map((_, index) => new Foremost<RainFigures>(cells, (one, other) => isWetter(one, other, index)));
    this.met = new Map(NAMES.map((name) => [name, new Foremost<RainFigures>(cells, (one, other) => isSooner(one.verdicts[name], other.verdicts[name], place))]));
  }

  /** The cell of this number says this now. */
  take(number: number, figures: RainFigures): void {
    const before = this.cells[number];
    this.cells[number] = figures;
    this.told = undefined;
    this.greatest.changed(number, before);
    this.lastTen.changed(number, before);
    this.wettestTen.changed(number, before);
    if (before?.maxima !== figures.maxima) for (const each of this.maxima) each.changed(number, before);
    for (const name of NAMES) {
      this.met.get(name)?.changed(number, before);
      const news = Number(figures.verdicts[name].answer !== 'no') - Number(before !== undefined && before.verdicts[name].answer !== 'no');
      if (news !== 0) this.open.set(name, (this.open.get(name) ?? 0) + news);
    }
  }

  /** The same object while no cell says otherwise. */
  figures(): TownFigures {
    return (this.told ??= {
      greatest: this.greatest.thing()?.greatest,
      // A gauge in whose storm it has rained has a maximum of every duration, so the lists have all of them or none.
      maxima: this.maxima.map((each, index) => each.thing()?.maxima[index]).filter((maximum): maximum is GaugeMaximum => maximum !== undefined),
      lastTen: this.lastTen.thing()?.lastTen ?? NOTHING,
      wettestTen: this.wettestTen.thing()?.wettestTen ?? NOTHING,
      verdicts: { skybrud: this.together('skybrud'), kraftigRegn: this.together('kraftigRegn'), insurers: this.together('insurers') },
    });
  }

  /** "Yes" from any stands, the earliest of them; "no" needs all. */
  private together(name: CriterionName): StormVerdict {
    const first = this.met.get(name)?.thing()?.verdicts[name];
    if (first?.answer === 'yes') return first;
    return { answer: (this.open.get(name) ?? 0) === 0 ? 'no' : 'unknown' };
  }
}

function isWetter(one: RainFigures, other: RainFigures, index: number): boolean {
  const here = one.maxima[index];
  const there = other.maxima[index];
  if (here === undefined || there === undefined) return here !== undefined;
  return here.depth > there.depth || (here.depth === there.depth && one.places[index]! < other.places[index]!);
}

function isSooner(one: StormVerdict, other: StormVerdict, place: (gauge: string) => number): boolean {
  if (one.answer !== 'yes' || other.answer !== 'yes') return one.answer === 'yes' && other.answer !== 'yes';
  return one.firstAt < other.firstAt || (one.firstAt === other.firstAt && place(one.gauge) < place(other.gauge));
}
