import { HOUR, type Instant, instant, isoOf, MINUTE, SECOND } from '@voldgrav/hydrology';
import { TownWatch } from '@voldgrav/pipeline';
import type { Observation } from '@voldgrav/quality';
import type { LiveChange, Sandbox, Town } from '@voldgrav/wire';
import { AlertRecord } from './alert-record.ts';
import { applyAct } from './apply-act.ts';
import { applyComing } from './apply-coming.ts';
import { LaneOutbox } from './lane-outbox.ts';
import { ReadinessRecord } from './readiness-record.ts';
import type { Recorded } from './recorded.ts';
import { type ReplayReport, sealed } from './replay-report.ts';
import type { Stage } from './stage.ts';
import { StormRecord } from './storm-record.ts';

export interface ReplayEngineOptions {
  readonly town: Town;
  /** For a town with device codecs of its own. */
  readonly sandbox?: Sandbox | undefined;
  readonly lane: string;
  /** Minutes between two moments of readiness in the report; 0 for none, as for years of data. */
  readonly readinessEvery: number;
  /**
   * Whose word on readiness is taken down: the basins', which costs next to nothing, or the catchments' own as the screens show
   * it, which follows the water through the whole town and takes minutes for a day at every minute. Basins when left out.
   */
  readonly readinessBy?: 'basins' | 'catchments';
  /** Hears of everything that the engine tells. */
  readonly onChanges?: (changes: readonly LiveChange[]) => void;
  /** Hears of every observation, what is judged anew too: what a store would keep. */
  readonly onObservations?: (observations: readonly Observation[]) => void;
}

/**
 * As often as a server enters its clock into the journal, and the gauges are compared with each other: between two of these silence
 * decides nothing that the next message would not.
 */
const TICK = 10 * SECOND;
/** The engine looks at so many catchments at once, or more. */
const LOOKED_AT_LEAST = 4;
/** The storms are looked at this often at least, since the engine remembers a day and an hour. */
const LOOK = HOUR;

/**
 * The engine on a virtual clock that ticks at every tenth second of UTC, after everything that came at that time. What comes
 * out follows from what is played alone, not from how fast.
 */
export class ReplayEngine implements Stage {
  readonly watch: TownWatch;
  private readonly options: ReplayEngineOptions;
  private readonly alerts = new AlertRecord();
  private readonly outbox: LaneOutbox;
  private readonly storms: StormRecord;
  private readonly readiness: ReadinessRecord;
  private readonly readinessEvery: number;
  private from: Instant | undefined;
  private now: Instant | undefined;
  /** The next tick that is due. */
  private next = instant(-Infinity);

  constructor(options: ReplayEngineOptions) {
    const { town, sandbox, readinessEvery } = options;
    this.options = options;
    this.outbox = new LaneOutbox(town);
    this.watch = new TownWatch(town, sandbox, { looks: 'for-the-outcome' });
    const gauges = town.sensors.filter(({ kind }) => kind === 'rain-gauge').map(({ id }) => id);
    this.storms = new StormRecord(gauges, (gauge) => this.watch.stormMaxima(gauge));
    this.readiness = new ReadinessRecord(town, options.readinessBy ?? 'basins');
    this.readinessEvery = readinessEvery === 0 ? Infinity : readinessEvery * MINUTE;
  }

  /** What time it is in the lane; undefined before anything has come. */
  get at(): Instant | undefined {
    return this.now;
  }

  clock(at: Instant): void {
    this.begin(at);
    while (this.next < at) this.tick();
    // A clock that was set back in a recording does not set this one back.
    if (this.now === undefined || at > this.now) this.now = at;
  }

  take(recorded: Recorded): void {
    this.clock(recorded.receivedAt);
    if (recorded.kind === 'message') {
      const heard = this.watch.hear(recorded.message);
      this.options.onObservations?.(heard.observations);
      this.note(this.watch.take(recorded.message, heard));
    }
    if (recorded.kind === 'act') {
      this.note(this.watch.elapse(recorded.receivedAt));
      this.note(applyAct(this.watch, recorded));
    }
    if (recorded.kind === 'forecast') this.note(applyComing(this.watch, recorded));
  }

  end(at: Instant): void {
    this.clock(at);
    while (this.next <= at) this.tick();
    this.note(this.watch.tick(at));
    this.outbox.elapse(at);
    this.storms.measure();
  }

  report(): ReplayReport {
    const { from, now } = this;
    return sealed(this.options.lane, {
      from: from === undefined ? null : isoOf(from),
      to: now === undefined ? null : isoOf(now),
      storms: this.storms.reported(),
      alerts: this.alerts.alerts(),
      readiness: this.readiness.reported(),
      notifications: this.outbox.messages(),
      undecodable: now === undefined ? {} : this.watch.snapshot(now).intake.byReason,
    });
  }

  private begin(at: Instant): void {
    if (this.from !== undefined) return;
    this.from = at;
    this.next = instant(Math.ceil(at / TICK) * TICK);
  }

  private tick(): void {
    const at = this.next;
    this.next = instant(at + TICK);
    const settled = this.watch.settle(at);
    this.options.onObservations?.(settled.observations);
    this.note(settled.changes);
    if (at % LOOK === 0) {
      this.note(this.watch.tick(at));
      this.storms.measure();
    } else this.note(at % this.readinessEvery === 0 ? this.watch.lookAtBasins(at) : this.watch.elapse(at));
    this.outbox.elapse(at);
    if (at % this.readinessEvery !== 0) return;
    if (this.options.readinessBy === 'catchments') this.lookAtEveryCatchment(at);
    this.readiness.moment(at);
  }

  /** A look takes a few of them in turn, those that have waited longest first. */
  private lookAtEveryCatchment(at: Instant): void {
    for (let looks = 0; looks < this.options.town.catchments.length; looks += LOOKED_AT_LEAST) this.note(this.watch.lookAtCatchments(at));
  }

  private note(changes: readonly LiveChange[]): void {
    this.alerts.note(changes);
    this.outbox.take(changes);
    for (const change of changes) if (change.kind === 'storm') this.storms.note(change.storm);
    this.readiness.note(changes);
    this.options.onChanges?.(changes);
  }
}
