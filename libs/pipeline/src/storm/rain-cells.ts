import { type Instant, type Micrometres, minutes } from '@voldgrav/hydrology';
import { WINDOW_DURATIONS } from '@voldgrav/rollup';
import { LookTurns } from '../look-turns.ts';
import type { SeriesBook } from '../series-book.ts';
import { heardUntil } from './heard-until.ts';
import { CRITERIA, type CriterionName, type GaugeMaximum, type RainBook, type StormVerdict } from './rain-book.ts';

/** What some gauges tell of the open storm. */
export interface RainFigures {
  /** µm of all of them together since the storm began. */
  readonly total: number;
  /** Which of them has caught most; undefined while none has anything. */
  readonly greatest: { readonly gauge: string; readonly depth: Micrometres } | undefined;
  readonly maxima: readonly GaugeMaximum[];
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
const NAMES = Object.keys(CRITERIA) as readonly CriterionName[];
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
  private readonly series: SeriesBook;

  constructor(gauges: readonly string[], groups: readonly Cell[], books: { readonly rainBook: RainBook; readonly series: SeriesBook }) {
    this.rainBook = books.rainBook;
    this.series = books.series;
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

  /** Tells anew what has to be, by `until`; `all` of it for a storm that has just begun or is over. */
  look(until: Instant, all: boolean): void {
    const due = this.turns.take(until);
    for (const { id, gauges } of all || this.cells.length <= FEW ? this.cells : due) this.figures.set(id, this.told(gauges, until));
  }

  of(group: string): RainFigures {
    const figures = this.figures.get(group);
    if (figures === undefined) throw new Error(`The rain of ${group} is asked for before anybody looked.`);
    return figures;
  }

  /** Those of the whole town. Of equals the first gauge in the town's order is told. */
  town(): Omit<RainFigures, 'total' | 'heardUntil'> {
    const all = [...this.figures.values()];
    return {
      greatest: this.first(all.flatMap(({ greatest }) => greatest ?? [])),
      maxima: this.greatestOf(all),
      lastTen: Math.max(0, ...all.map(({ lastTen }) => lastTen)) as Micrometres,
      wettestTen: Math.max(0, ...all.map(({ wettestTen }) => wettestTen)) as Micrometres,
      verdicts: Object.fromEntries(NAMES.map((name) => [name, this.together(all.map(({ verdicts }) => verdicts[name]))])) as Record<CriterionName, StormVerdict>,
    };
  }

  private greatestOf(all: readonly RainFigures[]): readonly GaugeMaximum[] {
    const greatest = new Map<number, GaugeMaximum>();
    for (const { maxima } of all) {
      for (const maximum of maxima) {
        const most = greatest.get(maximum.minutes);
        if (most === undefined || maximum.depth > most.depth || (maximum.depth === most.depth && this.place(maximum.gauge) < this.place(most.gauge))) greatest.set(maximum.minutes, maximum);
      }
    }
    return WINDOW_DURATIONS.flatMap((duration) => greatest.get(duration) ?? []);
  }

  private first<Found extends { readonly gauge: string; readonly depth: number }>(found: readonly Found[]): Found | undefined {
    return found.reduce<Found | undefined>((most, next) => (most === undefined || next.depth > most.depth || (next.depth === most.depth && this.place(next.gauge) < this.place(most.gauge)) ? next : most), undefined);
  }

  /** "Yes" from any stands, the earliest of them; "no" needs all. */
  private together(verdicts: readonly StormVerdict[]): StormVerdict {
    let first: Extract<StormVerdict, { readonly answer: 'yes' }> | undefined;
    for (const verdict of verdicts) {
      if (verdict.answer !== 'yes') continue;
      if (first === undefined || verdict.firstAt < first.firstAt || (verdict.firstAt === first.firstAt && this.place(verdict.gauge) < this.place(first.gauge))) first = verdict;
    }
    return first ?? { answer: verdicts.every(({ answer }) => answer === 'no') ? 'no' : 'unknown' };
  }

  private place = (gauge: string): number => this.places.get(gauge) ?? Infinity;

  private told(gauges: readonly string[], until: Instant): RainFigures {
    const { rainBook } = this;
    let total = 0;
    let lastTen = 0;
    let greatest: RainFigures['greatest'];
    for (const gauge of gauges) {
      const depth = rainBook.total(gauge);
      total += depth;
      if (depth > (greatest?.depth ?? 0)) greatest = { gauge, depth };
      lastTen = Math.max(lastTen, rainBook.depth(gauge, TEN, until).depth);
    }
    const maxima = rainBook.maxima(gauges);
    return {
      total,
      greatest,
      maxima,
      lastTen: lastTen as Micrometres,
      wettestTen: maxima.find(({ minutes: duration }) => duration === TEN)?.depth ?? (0 as Micrometres),
      verdicts: Object.fromEntries(NAMES.map((name) => [name, rainBook.verdict(name, gauges, until)])) as Record<CriterionName, StormVerdict>,
      heardUntil: heardUntil(this.series, gauges),
    };
  }
}
