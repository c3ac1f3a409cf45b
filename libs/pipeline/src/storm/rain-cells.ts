import { type Instant, type Micrometres, minutes } from '@voldgrav/hydrology';
import { LookTurns } from '../look-turns.ts';
import type { RainBook } from './rain-book.ts';
import { isTheSame, type RainFigures } from './rain-figures.ts';
import { type TownFigures, TownRain } from './town-rain.ts';

/** Some gauges that are told together. */
export interface GaugeCell {
  readonly id: string;
  readonly gauges: readonly string[];
}

/** A cell, and when and from what it was told last. */
interface Cell extends GaugeCell {
  readonly number: number;
  figures: RainFigures | undefined;
  /** Something was heard of one of its gauges since. */
  isHeard: boolean;
  /** The rain book's turn then. */
  turn: number;
  at: number;
  /** When the next of its gauges is awaited no longer. */
  silentFrom: number;
}

const TEN = minutes(10);
/** Gauges of no group are told this many at a time. */
const IN_A_CELL = 10;
/** So many are told anew with every look; of more only those of which something was heard, and the others in their turn. */
const FEW = 20;

/**
 * A storm's rain cell by cell: the groups of catchments, and the gauges that belong to none. The town's figures are made of theirs. What a cell was told is
 * gone through again only where something was heard of it, or time alone may say otherwise: with a new minute, and when a gauge falls silent.
 */
export class RainCells {
  /** The groups first, in their order. */
  private readonly cells: readonly Cell[];
  private readonly cellsOf = new Map<string, Cell[]>();
  private readonly places: ReadonlyMap<string, number>;
  private readonly turns: LookTurns<Cell>;
  private readonly townRain: TownRain;
  private readonly rainBook: RainBook;

  constructor(gauges: readonly string[], groups: readonly GaugeCell[], rainBook: RainBook) {
    this.rainBook = rainBook;
    this.places = new Map(gauges.map((gauge, place) => [gauge, place]));
    this.townRain = new TownRain(this.place);
    const grouped = new Set(groups.flatMap((group) => group.gauges));
    const rest = gauges.filter((gauge) => !grouped.has(gauge));
    const others = Array.from({ length: Math.ceil(rest.length / IN_A_CELL) }, (_, index) => ({ id: ` ${index}`, gauges: rest.slice(index * IN_A_CELL, (index + 1) * IN_A_CELL) }));
    this.cells = [...groups, ...others].map(({ id, gauges: own }, number) => ({ id, gauges: own, number, figures: undefined, isHeard: true, turn: -1, at: -Infinity, silentFrom: -Infinity }));
    for (const cell of this.cells) for (const gauge of cell.gauges) this.cellsOf.set(gauge, [...(this.cellsOf.get(gauge) ?? []), cell]);
    this.turns = new LookTurns(this.cells);
  }

  /** A gauge's record says otherwise than before. */
  heard(gauge: string): void {
    const cells = this.cellsOf.get(gauge);
    if (cells === undefined) return;
    for (const cell of cells) {
      cell.isHeard = true;
      this.turns.heard(cell.id);
    }
  }

  /**
   * Tells anew what has to be, by `until`; `all` of it for a storm that has just begun or is over. Figures that say the same stay the same object; gives the
   * numbers of those cells that say otherwise, the groups' being their places.
   */
  look(until: Instant, all: boolean): readonly number[] {
    const due = this.turns.take(until);
    this.rainBook.elapse(until);
    const news: number[] = [];
    for (const cell of all || this.cells.length <= FEW ? this.cells : due) {
      if (!all && this.stands(cell, until)) continue;
      const told = this.told(cell.gauges, until, cell.figures);
      cell.isHeard = false;
      cell.turn = this.rainBook.turn;
      cell.at = until;
      cell.silentFrom = this.rainBook.silentFrom(cell.gauges, until);
      if (cell.figures !== undefined && isTheSame(cell.figures, told)) continue;
      cell.figures = told;
      this.townRain.take(cell.number, told);
      news.push(cell.number);
    }
    return news;
  }

  /** By the group's place among the groups. */
  of(number: number): RainFigures {
    const figures = this.cells[number]?.figures;
    if (figures === undefined) throw new Error(`The rain of cell ${number} is asked for before anybody looked.`);
    return figures;
  }

  /** Those of the whole town; the same object while they say the same. */
  town(): TownFigures {
    return this.townRain.figures();
  }

  /** Whether what was told of a cell is what would be told now. A clock that was set back makes no gauge speak again. */
  private stands(cell: Cell, until: Instant): boolean {
    return !cell.isHeard && cell.turn === this.rainBook.turn && until >= cell.at && until < cell.silentFrom;
  }

  private place = (gauge: string): number => this.places.get(gauge) ?? Infinity;

  private told(gauges: readonly string[], until: Instant, before: RainFigures | undefined): RainFigures {
    const { rainBook } = this;
    const { total, greatest, lastTen } = rainBook.caught(gauges, until);
    const maxima = rainBook.maxima(gauges, before?.maxima);
    return {
      total,
      greatest,
      maxima,
      places: before?.maxima === maxima ? before.places : maxima.map(({ gauge }) => this.place(gauge)),
      lastTen,
      wettestTen: maxima.find(({ minutes: duration }) => duration === TEN)?.depth ?? (0 as Micrometres),
      verdicts: rainBook.verdicts(gauges, until, maxima),
      heardUntil: rainBook.heardUntil(gauges),
    };
  }
}
