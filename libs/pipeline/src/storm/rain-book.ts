import { type Catchment, type Instant, instant, MINUTE, type Micrometres, type Minutes, minutes, SECOND, shifted } from '@voldgrav/hydrology';
import type { Sensor } from '@voldgrav/reading';
import { INSURERS, isMet, KRAFTIG_REGN, meanRain, type RainCriterion, type RainDepth, type RainMaximum, RainWindows, SKYBRUD, WINDOW_DURATIONS } from '@voldgrav/rollup';

export const CRITERIA = { skybrud: SKYBRUD, kraftigRegn: KRAFTIG_REGN, insurers: INSURERS } as const;
export type CriterionName = keyof typeof CRITERIA;

/** Whether the storm has been rain of a name at any gauge, and where and when first. */
export type StormVerdict =
  | { readonly answer: 'yes'; readonly firstAt: Instant; readonly gauge: string }
  | { readonly answer: 'no' | 'unknown' };

export interface GaugeMaximum extends RainMaximum {
  readonly gauge: string;
}

interface GaugeRain {
  /** Its number in the windows. */
  readonly number: number;
  readonly interval: number;
  newest: Instant;
  /** µm since the storm began. */
  total: number;
  readonly firstMet: Map<CriterionName, Instant>;
  /** A minute of the storm in which some window was not whole. */
  hadGap: boolean;
}

/** A message speaks for the time since the one before it, but for no more than this many expected intervals. */
const LONGEST_COVER = 1.5;
/** The longest window that a verdict rests on; the insurers' day is judged by what is known of it. */
const VERDICT_WINDOW = minutes(30);
const LIVE = { ten: minutes(10), thirty: minutes(30), sixHours: minutes(360) } as const;
const ALL = Object.entries(CRITERIA) as readonly (readonly [CriterionName, RainCriterion])[];

/** Every gauge's live windows, and what the open storm has brought to each. A tick costs the same however long the windows are. */
export class RainBook {
  private readonly gauges: ReadonlyMap<string, GaugeRain>;
  private readonly windows: RainWindows;
  private since = instant(-Infinity);
  private minute = -Infinity;

  constructor(gauges: readonly Sensor[]) {
    this.windows = new RainWindows(gauges.length);
    this.gauges = new Map(
      gauges.map(({ id, expectedInterval }, number) => [id, { number, interval: expectedInterval * SECOND, newest: instant(-Infinity), total: 0, firstMet: new Map(), hadGap: false }]),
    );
  }

  /** Rain of `depth` µm that ends at `at`; `previous` is when the gauge spoke before that. A correction comes as its difference. */
  heard(id: string, rain: { readonly at: Instant; readonly depth: Micrometres }, previous: Instant | undefined): void {
    const gauge = this.gauges.get(id);
    if (gauge === undefined) return;
    const silence = previous === undefined ? Infinity : rain.at - previous;
    const covered = silence <= LONGEST_COVER * gauge.interval ? silence : gauge.interval;
    this.windows.enter(gauge.number, { after: shifted(rain.at, -covered), until: rain.at, depth: rain.depth });
    if (rain.at >= this.since) gauge.total += rain.depth;
    if (rain.depth > 0) this.noteMet(gauge, rain.at);
    gauge.newest = rain.at > gauge.newest ? rain.at : gauge.newest;
  }

  elapse(now: Instant): void {
    const minute = Math.ceil(now / MINUTE);
    if (minute === this.minute) return;
    this.minute = minute;
    this.windows.elapse(now);
    for (const gauge of this.gauges.values()) gauge.hadGap ||= this.depthOf(gauge, VERDICT_WINDOW, now).completeness < 1;
  }

  /** A storm begins with rain at `onset`: what is told of it counts from there. */
  beginStorm(onset: Instant): void {
    this.since = onset;
    this.windows.reset();
    for (const gauge of this.gauges.values()) {
      gauge.total = 0;
      gauge.firstMet.clear();
      gauge.hadGap = false;
    }
  }

  /** Rain over a catchment in windows that end now: the mean of its gauges. */
  over(catchment: Catchment, now: Instant): Record<keyof typeof LIVE, RainDepth> {
    const mean = (duration: Minutes) => meanRain(catchment.gauges.map((id) => this.depth(id, duration, now)));
    return { ten: mean(LIVE.ten), thirty: mean(LIVE.thirty), sixHours: mean(LIVE.sixHours) };
  }

  /** What one gauge's window of a watched duration holds now. */
  depth(id: string, duration: Minutes, now: Instant): RainDepth {
    const gauge = this.gauges.get(id);
    if (gauge === undefined) return { depth: 0 as Micrometres, completeness: 0 };
    this.elapse(now);
    return this.depthOf(gauge, duration, now);
  }

  /** What a gauge has caught since the storm began. */
  total = (id: string): Micrometres => (this.gauges.get(id)?.total ?? 0) as Micrometres;

  /** The greatest depth of each duration in the storm, and the gauge that caught it, of these gauges. */
  maxima(ids: readonly string[]): readonly GaugeMaximum[] {
    return WINDOW_DURATIONS.flatMap((duration) => this.maximum(ids, duration) ?? []);
  }

  maximum(ids: readonly string[], duration: Minutes): GaugeMaximum | undefined {
    let greatest: GaugeMaximum | undefined;
    for (const id of ids) {
      const gauge = this.gauges.get(id);
      const maximum = gauge && this.windows.maximum(gauge.number, duration);
      if (maximum !== undefined && (greatest === undefined || maximum.depth > greatest.depth)) greatest = { ...maximum, gauge: id };
    }
    return greatest;
  }

  /** "Yes" from any gauge stands; "no" needs every gauge to have spoken all through the storm (domain.md §1). */
  verdict(name: CriterionName, ids: readonly string[]): StormVerdict {
    let first: { firstAt: Instant; gauge: string } | undefined;
    let isWhole = true;
    for (const id of ids) {
      const gauge = this.gauges.get(id);
      const at = gauge?.firstMet.get(name);
      if (at !== undefined && (first === undefined || at < first.firstAt)) first = { firstAt: at, gauge: id };
      isWhole &&= gauge !== undefined && !gauge.hadGap;
    }
    return first === undefined ? { answer: isWhole ? 'no' : 'unknown' } : { answer: 'yes', ...first };
  }

  private noteMet(gauge: GaugeRain, at: Instant): void {
    for (const [name, { limits }] of ALL) {
      if (gauge.firstMet.has(name)) continue;
      for (const limit of limits) {
        const maximum = this.windows.maximum(gauge.number, limit.minutes);
        if (maximum === undefined || !isMet(maximum.depth, limit)) continue;
        // The crossing of what came late lies at the end of the window that it filled.
        gauge.firstMet.set(name, at >= gauge.newest ? at : maximum.endsAt);
        break;
      }
    }
  }

  /** The newest word is not late yet: what has passed since it, and the rest of the running minute, counts as covered. */
  private depthOf({ number, newest, interval }: GaugeRain, duration: Minutes, now: Instant): RainDepth {
    const isAwaited = now - newest <= LONGEST_COVER * interval;
    return this.windows.depth(number, duration, isAwaited ? Math.max(0, Math.ceil(now / MINUTE) * MINUTE - newest) : 0);
  }
}
