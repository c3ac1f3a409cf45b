import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Series } from '@voldgrav/pipeline';
import type { Quantity } from '@voldgrav/reading';
import * as sql from './observation-sql.ts';

/** The number under which the file knows each series. */
export class NumberedSeries {
  private readonly database: DatabaseSyncInstance;
  private readonly select;
  private readonly insert;
  private readonly known = new Map<Quantity, Map<string, number>>();

  constructor(database: DatabaseSyncInstance) {
    this.database = database;
    this.select = database.prepare(sql.selectSeries);
    this.insert = database.prepare(sql.insertSeries);
  }

  /** Undefined for one that was never written. */
  idOf({ sensor, quantity }: Series): number | undefined {
    const known = this.known.get(quantity)?.get(sensor);
    if (known !== undefined) return known;
    const id = (this.select.get(sensor, quantity) as { id: number } | undefined)?.id;
    if (id !== undefined) this.remember(sensor, quantity, id);
    return id;
  }

  /** Numbers it when it is new, within the transaction that is open. */
  idFor(series: Series): number {
    const known = this.idOf(series);
    if (known !== undefined) return known;
    const id = Number(this.insert.run(series.sensor, series.quantity).lastInsertRowid);
    this.remember(series.sensor, series.quantity, id);
    return id;
  }

  all(): readonly (Series & { readonly id: number })[] {
    return this.database.prepare(sql.selectAllSeries).all() as (Series & { id: number })[];
  }

  /** A transaction failed: a series that was numbered in it does not exist. */
  doubt(): void {
    this.known.clear();
  }

  private remember(sensor: string, quantity: Quantity, id: number): void {
    const ids = this.known.get(quantity) ?? new Map<string, number>();
    this.known.set(quantity, ids.set(sensor, id));
  }
}
