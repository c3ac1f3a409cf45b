import { storageEvidence } from '@voldgrav/debrief';
import { type Basin, type Idf, type Instant, type Micrometres, millimetresFrom, type Minutes, minutes } from '@voldgrav/hydrology';
import { criticalMaximum, type Storm, stormEnd, type StormPhase, stormPhase } from '@voldgrav/rollup';
import { idfOf, type LiveEvidence, type LiveStorm, type LiveStormGroup, type LiveStormMaximum, toLiveEvidence, toLivePreparation, toLiveStormMaximum, toLiveWarning } from '@voldgrav/wire';
import type { SeriesBook } from '../series-book.ts';
import type { TownIndex } from '../town-index.ts';
import { type CatchmentGroup, catchmentGroups } from './catchment-groups.ts';
import { heardUntil } from './heard-until.ts';
import type { CriterionName, GaugeMaximum, RainBook } from './rain-book.ts';
import type { WarningBook } from './warning-book.ts';

/** What one storm brought and what the strategy's actions did about it. Alerts are attached where they are shown. */
export interface ReviewedStorm {
  readonly storm: Omit<LiveStorm, 'alerts' | 'actions'>;
  readonly evidence: readonly LiveEvidence[];
  /** Whatever was raised in this time came in it; `until` is absent while the storm is open. */
  readonly span: { readonly from: Instant; readonly until?: Instant };
}

/** A storm that began with rain, and how it came about. */
export interface RainedStorm extends Storm {
  readonly openedBy: LiveStorm['openedBy'];
  /** When it was opened: at the first rain, or by the warning before it. */
  readonly openedAt: Instant;
  /** When it first and last rained over each group of catchments. */
  readonly groupRain: ReadonlyMap<string, { readonly onset: Instant; readonly lastRainAt: Instant }>;
}

/** A storm that a warning has opened, before any rain. */
export interface AwaitedStorm {
  readonly id: string;
  readonly openedAt: Instant;
  readonly onset: Instant;
  readonly expires: Instant;
}

interface StormBooks {
  readonly series: SeriesBook;
  readonly rainBook: RainBook;
  readonly warnings: WarningBook;
  /** Without rain for this long a storm is over. */
  readonly dryGap: Minutes;
}

/** Under a cubic metre is the sensor's own noise, not evidence of anything. */
const LEAST_EVIDENCE_M3 = 1;
const TEN = minutes(10);
const UNHEARD = { skybrud: { answer: 'unknown' }, kraftigRegn: { answer: 'unknown' }, insurers: { answer: 'unknown' } } as const;

/** Puts into words and figures what the books know of a storm at a moment. */
export class StormTeller {
  readonly groups: readonly CatchmentGroup[];
  private readonly index: TownIndex;
  private readonly series: SeriesBook;
  private readonly rainBook: RainBook;
  private readonly warnings: WarningBook;
  private readonly dryGap: Minutes;
  private readonly idf: Idf;
  private readonly gauges: readonly string[];

  constructor(index: TownIndex, { series, rainBook, warnings, dryGap }: StormBooks) {
    this.index = index;
    this.series = series;
    this.rainBook = rainBook;
    this.warnings = warnings;
    this.dryGap = dryGap;
    this.idf = idfOf(index.town.idf);
    this.groups = catchmentGroups(index.town);
    this.gauges = index.gauges.map(({ id }) => id);
  }

  /** A storm that has brought rain; `end` once it is over. */
  rained(storm: RainedStorm, end: Instant | undefined, until: Instant): ReviewedStorm {
    const standing = end === undefined ? 'preliminary' : 'measured';
    const evidence = this.index.town.actions.flatMap((action) =>
      this.index.basins
        .filter((basin) => action.assets.includes(basin.id))
        .flatMap((basin) => this.evidenceOf({ action: action.id, basin, storm }, { until, standing })),
    );
    const isOver = end !== undefined;
    return {
      storm: {
        id: storm.id,
        onset: storm.onset,
        ...(end === undefined ? {} : { end }),
        ...this.greatest(),
        phase: this.phaseOf(this.gauges, until, isOver),
        openedBy: storm.openedBy,
        groups: this.groups.map((group) => this.groupOf(group, storm.groupRain.get(group.id), until, isOver)),
        ...this.named(until),
        ...this.warned(until, storm.openedAt),
      },
      evidence,
      span: { from: storm.openedAt, ...(isOver ? { until } : {}) },
    };
  }

  /** A storm that is warned of. */
  awaited({ id, onset, openedAt }: AwaitedStorm, now: Instant): ReviewedStorm {
    const groups = this.groups.map(({ id: group, name, catchments }): LiveStormGroup => ({ id: group, name, catchments: catchments.map((each) => each.id), phase: 'awaited', meanMm: 0, maxima: [], ...UNHEARD }));
    const storm = { id, onset, greatestMm: 0, phase: 'awaited', openedBy: 'warning', groups, maxima: [], ...UNHEARD, ...this.warned(now, openedAt) } as const;
    return { storm, evidence: [], span: { from: openedAt } };
  }

  private phaseOf(gauges: readonly string[], now: Instant, isOver: boolean): StormPhase {
    const wettestTen = this.rainBook.maximum(gauges, TEN)?.depth ?? (0 as Micrometres);
    let lastTen = 0;
    for (const gauge of gauges) lastTen = Math.max(lastTen, this.rainBook.depth(gauge, TEN, now).depth);
    return stormPhase({ lastTen: lastTen as Micrometres, wettestTen, isOver });
  }

  private groupOf({ id, name, catchments, gauges }: CatchmentGroup, rained: { readonly onset: Instant; readonly lastRainAt: Instant } | undefined, now: Instant, isOver: boolean): LiveStormGroup {
    const total = gauges.reduce((sum, gauge) => sum + this.rainBook.total(gauge), 0);
    const heading = { id, name, catchments: catchments.map((each) => each.id) };
    if (rained === undefined) return { ...heading, phase: isOver ? 'over' : 'awaited', meanMm: 0, maxima: [], ...this.verdicts(gauges, now) };
    const maxima = this.rainBook.maxima(gauges);
    const critical = criticalMaximum(maxima, this.idf);
    const end = isOver ? rained.lastRainAt : stormEnd({ id, ...rained }, heardUntil(this.series, gauges), this.dryGap);
    return {
      ...heading,
      onset: rained.onset,
      lastRainAt: rained.lastRainAt,
      ...(end === undefined ? {} : { end }),
      phase: this.phaseOf(gauges, now, end !== undefined),
      meanMm: Number((total / 1000 / Math.max(1, gauges.length)).toFixed(1)),
      maxima: maxima.map(({ minutes: duration, depth, gauge, endsAt }) => ({ minutes: duration, mm: Number(millimetresFrom(depth).toFixed(1)), gauge, endsAt })),
      ...(critical === undefined ? {} : { critical: this.told(critical) }),
      ...this.verdicts(gauges, now),
    };
  }

  private named(until: Instant): Pick<LiveStorm, 'maxima' | 'critical' | 'skybrud' | 'kraftigRegn' | 'insurers'> {
    const maxima = this.rainBook.maxima(this.gauges);
    const critical = criticalMaximum(maxima, this.idf);
    return {
      maxima: maxima.map((maximum) => this.told(maximum)),
      ...(critical === undefined ? {} : { critical: this.told(critical) }),
      ...this.verdicts(this.gauges, until),
    };
  }

  private told(maximum: GaugeMaximum): LiveStormMaximum {
    return toLiveStormMaximum(maximum, this.idf, minutes(this.index.knownSensor(maximum.gauge).expectedInterval / 60));
  }

  private verdicts(gauges: readonly string[], until: Instant): Pick<LiveStorm, 'skybrud' | 'kraftigRegn' | 'insurers'> {
    const verdict = (name: CriterionName) => this.rainBook.verdict(name, gauges, until);
    return { skybrud: verdict('skybrud'), kraftigRegn: verdict('kraftigRegn'), insurers: verdict('insurers') };
  }

  /** Warnings that stood at any time since the storm's beginning, and the preparation of the gravest that stands now. */
  private warned(now: Instant, since: Instant): Pick<LiveStorm, 'warnings' | 'preparation'> {
    const gravest = this.warnings.ofWater(now)[0]?.category;
    const preparation = this.index.town.preparation.filter(({ category }) => gravest !== undefined && category <= gravest).sort((one, other) => other.category - one.category)[0];
    return {
      warnings: this.warnings.ofWaterSince(since, now).map(toLiveWarning),
      ...(preparation === undefined ? {} : { preparation: toLivePreparation(preparation) }),
    };
  }

  private evidenceOf(
    question: { readonly action: string; readonly basin: Basin; readonly storm: Storm },
    span: { readonly until: Instant; readonly standing: 'preliminary' | 'measured' },
  ): readonly LiveEvidence[] {
    const evidence = storageEvidence(question, this.series.of(question.basin.levelSensor), span);
    return evidence === undefined || evidence.held < LEAST_EVIDENCE_M3 ? [] : [toLiveEvidence(evidence)];
  }

  private greatest(): Pick<LiveStorm, 'greatestMm' | 'greatestAt'> {
    let greatest: { readonly gauge: string; readonly depth: ReturnType<RainBook['total']> } | undefined;
    for (const gauge of this.gauges) {
      const depth = this.rainBook.total(gauge);
      if (depth > (greatest?.depth ?? 0)) greatest = { gauge, depth };
    }
    return greatest === undefined ? { greatestMm: 0 } : { greatestMm: Number(millimetresFrom(greatest.depth).toFixed(1)), greatestAt: greatest.gauge };
  }
}
