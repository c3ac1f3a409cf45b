import { storageEvidence } from '@voldgrav/debrief';
import type { Basin, Instant } from '@voldgrav/hydrology';
import type { Storm } from '@voldgrav/rollup';
import { type LiveEvidence, toLiveEvidence } from '@voldgrav/wire';
import { BySensor } from '../by-sensor.ts';
import { LookTurns } from '../look-turns.ts';
import type { SeriesBook } from '../series-book.ts';
import type { TownIndex } from '../town-index.ts';

/** An action, and a basin of it. */
interface Storing {
  readonly id: string;
  readonly action: string;
  readonly basin: Basin;
}

/** Under a cubic metre is the sensor's own noise, not evidence of anything. */
const LEAST_EVIDENCE_M3 = 1;

const NO_STORES: readonly string[] = [];

/** What the strategy's actions held in the storm that is told, basin by basin: told anew where a water level was heard, and the others in their turn. */
export class StormEvidence {
  private readonly stores: readonly Storing[];
  private readonly storesOf: BySensor<readonly string[]>;
  private readonly turns: LookTurns<Storing>;
  private readonly told = new Map<string, LiveEvidence | undefined>();
  private readonly series: SeriesBook;

  constructor({ town: { actions }, basins, numbers }: TownIndex, series: SeriesBook) {
    this.series = series;
    this.storesOf = new BySensor(numbers);
    this.stores = actions.flatMap(({ id: action, assets }) => basins.filter(({ id }) => assets.includes(id)).map((basin) => ({ id: `${action} ${basin.id}`, action, basin })));
    for (const { id, basin } of this.stores) this.storesOf.set(basin.levelSensor, [...(this.storesOf.get(basin.levelSensor) ?? []), id]);
    this.turns = new LookTurns(this.stores);
  }

  /** A sensor's record says otherwise than before. */
  heard(sensor: string): void {
    for (const id of this.storesOf.get(sensor) ?? NO_STORES) this.turns.heard(id);
  }

  /** In the order of the strategy. `all`: of a storm that has just begun or is over, nothing stands of what was told before. */
  of(storm: Storm, span: { readonly until: Instant; readonly standing: 'preliminary' | 'measured' }, all: boolean): readonly LiveEvidence[] {
    const due = this.turns.take(span.until);
    for (const each of all ? this.stores : due) this.told.set(each.id, this.heldIn(each, storm, span));
    return this.stores.flatMap(({ id }) => this.told.get(id) ?? []);
  }

  private heldIn({ action, basin }: Storing, storm: Storm, span: { readonly until: Instant; readonly standing: 'preliminary' | 'measured' }): LiveEvidence | undefined {
    const evidence = storageEvidence({ action, basin, storm }, this.series.of(basin.levelSensor), span);
    return evidence === undefined || evidence.held < LEAST_EVIDENCE_M3 ? undefined : toLiveEvidence(evidence);
  }
}
