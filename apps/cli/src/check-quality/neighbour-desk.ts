import { type Instant, type Millimetres, millimetres, MINUTE, type Position } from '@voldgrav/hydrology';
import { compareGauges, GAUGES_MEMORY_START, type GaugesMemory, NEIGHBOUR_STEP_MINUTES, type Neighbourhood, neighbourhoodsOf } from '@voldgrav/quality';
import type { Row } from './row.ts';

const SHORTEST_STEP = NEIGHBOUR_STEP_MINUTES * MINUTE;
/** After so many intervals in which nobody spoke, nothing is left to forget. */
const LONGEST_SILENCE = 100;

/**
 * Gauges side by side, interval by interval: the input has to be in time order for it. An interval is five minutes, or the
 * input's own step when that is longer.
 */
export class NeighbourDesk {
  private readonly places: ReadonlyMap<string, number>;
  private readonly neighbourhoods: readonly Neighbourhood[];
  private memory: GaugesMemory = GAUGES_MEMORY_START;
  private rows: Row[] = [];
  private step: number | undefined;
  private openUntil: number | undefined;
  private readonly unplaced = new Set<string>();

  constructor(positions: ReadonlyMap<string, Position>) {
    this.places = new Map([...positions.keys()].map((sensor, index) => [sensor, index]));
    this.neighbourhoods = neighbourhoodsOf([...positions.values()]);
  }

  /** Sensors that were not compared because nobody knows where they stand. */
  get withoutPosition(): readonly string[] {
    return [...this.unplaced];
  }

  enter(row: Row): void {
    if (!this.places.has(row.sensor)) {
      this.unplaced.add(row.sensor);
      return;
    }
    const oldest = this.rows[0];
    if (this.step === undefined && oldest !== undefined && row.at > oldest.at) this.begin(oldest.at, row.at - oldest.at);
    if (this.step !== undefined && this.openUntil !== undefined) {
      // A row from an interval that is over is judged in its own series only.
      if (row.at <= this.openUntil - this.step) return;
      if (row.at > this.openUntil) this.closeUntil(row.at);
    }
    row.waitsFor += 1;
    this.rows.push(row);
  }

  end(): void {
    this.close();
  }

  private begin(first: Instant, step: number): void {
    this.step = Math.max(SHORTEST_STEP, step);
    this.openUntil = Math.ceil(first / this.step) * this.step;
  }

  private closeUntil(at: Instant): void {
    const step = this.step ?? SHORTEST_STEP;
    const end = Math.ceil(at / step) * step;
    this.close();
    const silent = Math.min(LONGEST_SILENCE, (end - (this.openUntil ?? end)) / step - 1);
    for (let empty = 0; empty < silent; empty += 1) this.close();
    this.openUntil = end;
  }

  private close(): void {
    const depths = new Array<Millimetres | undefined>(this.neighbourhoods.length).fill(undefined);
    for (const { sensor, value } of this.rows) {
      const place = this.places.get(sensor);
      if (place !== undefined && value !== undefined) depths[place] = millimetres((depths[place] ?? 0) + value);
    }
    const { memory, results } = compareGauges(this.memory, { depths, minutes: (this.step ?? SHORTEST_STEP) / MINUTE }, this.neighbourhoods);
    this.memory = memory;
    for (const row of this.rows) {
      if (row.value !== undefined) row.results.push(...(results[this.places.get(row.sensor) ?? -1] ?? []));
      row.waitsFor -= 1;
    }
    this.rows = [];
  }
}
