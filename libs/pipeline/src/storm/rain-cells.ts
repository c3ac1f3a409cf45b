import { type Instant, type Micrometres, minutes } from '@voldgrav/hydrology';
import { LookTurns } from '../look-turns.ts';
import type { SeriesBook } from '../series-book.ts';
import { HeardUntil } from './heard-until.ts';
import type { CriterionName, GaugeMaximum, RainBook, StormVerdict } from './rain-book.ts';

/** What some gauges tell of the open storm. */
export interface RainFigures {
  /** µm of all of them together since the storm began. */
  readonly total: number;
  /** Which of them has caught most; undefined while none has anything. */
  readonly greatest: { readonly gauge: string; readonly depth: Micrometres } | undefined;
  readonly maxima: readonly GaugeMaximum[];
  /** Of each maximum's gauge, in the town's order: of equals the first is told. */
  readonly places: readonly number[];
  /** The most in ten minutes: now, and at any time of the storm. */
  readonly lastTen: Micrometres;
  readonly wettestTen: Micrometres;
  readonly verdicts: Readonly<Record<CriterionName, StormVerdict>>;
  readonly heardUntil: Instant;
}

interface Cell {
  readonly id: string;
  readonly gauges: readonly string[];
}

const TEN = minutes(10);
/** Gauges of no group are told this many at a time. */
const IN_A_CELL = 10;
/** So many are told anew with every look; of more only those of which something was heard, and the others in their turn. */
const FEW = 20;

/** A storm's rain cell by cell: the groups of catchments, and the gauges that belong to none. The town's figures are made of theirs. */
export class RainCells {
  private readonly cells: readonly Cell[];
  private readonly cellsOf = new Map<string, string[]>();
  private readonly places: ReadonlyMap<string, number>;
  private readonly turns: LookTurns<Cell>;
  private readonly figures = new Map<string, RainFigures>();
  private readonly rainBook: RainBook;
  private readonly heardUntil: HeardUntil;

  constructor(gauges: readonly string[], groups: readonly Cell[], books: { readonly rainBook: RainBook; readonly series: SeriesBook }) {
    this.rainBook = books.rainBook;
    this.heardUntil = new HeardUntil(books.series);
    this.places = new Map(gauges.map((gauge, place) => [gauge, place]));
    const grouped = new Set(groups.flatMap((group) => group.gauges));
    const rest = gauges.filter((gauge) => !grouped.has(gauge));
    const others = Array.from({ length: Math.ceil(rest.length / IN_A_CELL) }, (_, index) => ({ id: ` ${index}`, gauges: rest.slice(index * IN_A_CELL, (index + 1) * IN_A_CELL) }));
    this.cells = [...groups, ...others];
    for (const { id, gauges: own } of this.cells) for (const gauge of own) this.cellsOf.set(gauge, [...(this.cellsOf.get(gauge) ?? []), id]);
    this.turns = new LookTurns(this.cells);
  }

  /** A gauge's record says otherwise than before. */
  heard(gauge: string): void {
    for (const cell of this.cellsOf.get(gauge) ?? []) this.turns.heard(cell);
  }

  /** Tells anew what has to be, by `until`; `all` of it for a storm that has just begun or is over. Figures that say the same stay the same object. */
  look(until: Instant, all: boolean): void {
    const due = this.turns.take(until);
    for (const { id, gauges } of all || this.cells.length <= FEW ? this.cells : due) {
      const before = this.figures.get(id);
      const told = this.told(gauges, until, before);
      if (before === undefined || !isTheSame(before, told)) this.figures.set(id, told);
    }
  }

  of(group: string): RainFigures {
    const figures = this.figures.get(group);
    if (figures === undefined) throw new Error(`The rain of ${group} is asked for before anybody looked.`);
    return figures;
  }

  /** Those of the whole town. Of equals the first gauge in the town's order is told. Asked with every tick, so in plain loops. */
  town(): Omit<RainFigures, 'total' | 'heardUntil' | 'places'> {
    let greatest: RainFigures['greatest'];
    let lastTen = 0;
    let wettestTen = 0;
    // A gauge in whose storm it has rained has a maximum of every duration, so the lists have all of them or none.
    const maxima: GaugeMaximum[] = [];
    const places: number[] = [];
    for (const figures of this.figures.values()) {
      if (figures.greatest !== undefined && (greatest === undefined || this.isBefore(figures.greatest, greatest))) greatest = figures.greatest;
      lastTen = Math.max(lastTen, figures.lastTen);
      wettestTen = Math.max(wettestTen, figures.wettestTen);
      for (let index = 0; index < figures.maxima.length; index += 1) {
        const one = figures.maxima[index] as GaugeMaximum;
        const most = maxima[index];
        const place = figures.places[index] as number;
        if (most !== undefined && (one.depth < most.depth || (one.depth === most.depth && place >= (places[index] as number)))) continue;
        maxima[index] = one;
        places[index] = place;
      }
    }
    return {
      greatest,
      maxima,
      lastTen: lastTen as Micrometres,
      wettestTen: wettestTen as Micrometres,
      verdicts: { skybrud: this.together('skybrud'), kraftigRegn: this.together('kraftigRegn'), insurers: this.together('insurers') },
    };
  }

  /** "Yes" from any stands, the earliest of them; "no" needs all. */
  private together(name: CriterionName): StormVerdict {
    let first: Extract<StormVerdict, { readonly answer: 'yes' }> | undefined;
    let isRuledOut = true;
    for (const { verdicts } of this.figures.values()) {
      const verdict = verdicts[name];
      isRuledOut &&= verdict.answer === 'no';
      if (verdict.answer !== 'yes') continue;
      if (first === undefined || verdict.firstAt < first.firstAt || (verdict.firstAt === first.firstAt && this.place(verdict.gauge) < this.place(first.gauge))) first = verdict;
    }
    return first ?? { answer: isRuledOut ? 'no' : 'unknown' };
  }

  private isBefore(one: { readonly gauge: string; readonly depth: number }, other: { readonly gauge: string; readonly depth: number }): boolean {
    return one.depth > other.depth || (one.depth === other.depth && this.place(one.gauge) < this.place(other.gauge));
  }

  private place = (gauge: string): number => this.places.get(gauge) ?? Infinity;

  private told(gauges: readonly string[], until: Instant, before: RainFigures | undefined): RainFigures {
    const { rainBook } = this;
    let total = 0;
    let lastTen = 0;
    let wettest: string | undefined;
    let most = 0 as Micrometres;
    for (const gauge of gauges) {
      const depth = rainBook.total(gauge);
      total += depth;
      if (depth > most) {
        wettest = gauge;
        most = depth;
      }
      lastTen = Math.max(lastTen, rainBook.caught(gauge, TEN, until));
    }
    const maxima = rainBook.maxima(gauges, before?.maxima);
    return {
      total,
      greatest: wettest === undefined ? undefined : { gauge: wettest, depth: most },
      maxima,
      places: before?.maxima === maxima ? before.places : maxima.map(({ gauge }) => this.place(gauge)),
      lastTen: lastTen as Micrometres,
      wettestTen: maxima.find(({ minutes: duration }) => duration === TEN)?.depth ?? (0 as Micrometres),
      verdicts: rainBook.verdicts(gauges, until),
      heardUntil: this.heardUntil.halfOf(gauges),
    };
  }
}

const isTheSame = (one: RainFigures, other: RainFigures): boolean =>
  one.total === other.total &&
  one.lastTen === other.lastTen &&
  one.heardUntil === other.heardUntil &&
  one.greatest?.gauge === other.greatest?.gauge &&
  one.greatest?.depth === other.greatest?.depth &&
  isTheSameVerdict(one.verdicts.skybrud, other.verdicts.skybrud) &&
  isTheSameVerdict(one.verdicts.kraftigRegn, other.verdicts.kraftigRegn) &&
  isTheSameVerdict(one.verdicts.insurers, other.verdicts.insurers) &&
  // What says the same is the same object: see `RainBook.maxima`.
  one.maxima === other.maxima;

const isTheSameVerdict = (one: StormVerdict, other: StormVerdict): boolean =>
  one.answer === other.answer && (one.answer !== 'yes' || (other.answer === 'yes' && one.firstAt === other.firstAt && one.gauge === other.gauge));
