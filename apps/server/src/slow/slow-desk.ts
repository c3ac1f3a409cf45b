import { HOUR, type Instant } from '@voldgrav/hydrology';
import type { ObservationArchive, TownIndex, TownWatch } from '@voldgrav/pipeline';
import type { Clock } from '../clock.ts';
import type { Intake } from '../ingest/intake.ts';
import { LongMemory } from './long-memory.ts';
import { OwnForecasts } from './own-forecasts.ts';
import { soilMoistureOf } from './soil-moisture.ts';

export interface SlowDeskOptions {
  readonly index: TownIndex;
  readonly archive: ObservationArchive;
  readonly watch: TownWatch;
  readonly intake: Pick<Intake, 'coming'>;
  readonly clock: Clock;
  readonly tell: (line: string) => void;
}

/** The store is left alone while a house moves in. */
const FIRST_AFTER_MS = 30_000;
const LOOK_EVERY_MS = 60_000;
const OWN = 'Voldgrav';

/** What changes over days and weeks, looked after once an hour: the long memory, and from it how wet the soil is and our own forecasts. */
export class SlowDesk {
  readonly memory: LongMemory;
  private readonly options: SlowDeskOptions;
  private readonly forecasts: OwnForecasts;
  private readonly timers: readonly NodeJS.Timeout[];
  private hour = -1;
  private isBusy = false;

  constructor(options: SlowDeskOptions) {
    this.options = options;
    this.memory = new LongMemory(options.index, options.archive);
    this.forecasts = new OwnForecasts(options.index, this.memory);
    const look = (): void => void this.look();
    this.timers = [setTimeout(look, FIRST_AFTER_MS), setInterval(look, LOOK_EVERY_MS)];
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
  }

  /** A round, if an hour has ended since the last one. */
  async look(): Promise<void> {
    const now = this.options.clock.now();
    const hour = Math.floor(now / HOUR);
    if (this.isBusy || hour === this.hour) return;
    this.isBusy = true;
    try {
      await this.memory.refresh(now);
      this.rememberSoil(now);
      await this.forecast(now);
      this.hour = hour;
    } catch (cause) {
      this.options.tell(`Slow variables and our own forecasts wait for the store: ${cause instanceof Error ? cause.message : String(cause)}`);
    } finally {
      this.isBusy = false;
    }
  }

  private rememberSoil(now: Instant): void {
    const { index, watch } = this.options;
    for (const catchment of index.town.catchments) {
      const moistures = soilMoistureOf(catchment, (gauge) => this.memory.hourly(gauge), now);
      if (moistures !== undefined) watch.rememberSoil(catchment.id, moistures);
    }
  }

  private async forecast(now: Instant): Promise<void> {
    const { watch, intake } = this.options;
    const isOthers = (asset: string): boolean => watch.coming.list(asset).some(({ source, steps }) => !source.startsWith(OWN) && steps.some((step) => 'at' in step && step.at > now));
    for (const given of this.forecasts.make(now, isOthers)) await intake.coming(given, OWN);
  }
}
