import { type Idf, type Instant, millimetresFrom, type Minutes, minutes } from '@voldgrav/hydrology';
import { criticalMaximum, type Storm, stormEnd, stormPhase } from '@voldgrav/rollup';
import { idfOf, type LiveEvidence, type LiveStorm, type LiveStormGroup, type LiveStormMaximum, type LiveWithdrawal, toLivePreparation, toLiveStormMaximum, toLiveWarning } from '@voldgrav/wire';
import { saysTheSame } from '../says-the-same.ts';
import type { SeriesBook } from '../series-book.ts';
import type { TownIndex } from '../town-index.ts';
import { type CatchmentGroup, catchmentGroups } from './catchment-groups.ts';
import type { GaugeMaximum, RainBook } from './rain-book.ts';
import { RainCells } from './rain-cells.ts';
import type { RainFigures } from './rain-figures.ts';
import type { RainOverGroups } from './rain-over-groups.ts';
import type { RainSpan } from './rain-within.ts';
import { StormEvidence } from './storm-evidence.ts';
import type { TownFigures } from './town-rain.ts';
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
  readonly groupRain: RainOverGroups;
}

type Writable<Told> = { -readonly [Key in keyof Told]: Told[Key] };

/** A group as it was told last, and the maxima that it was told from. */
interface ToldGroup {
  readonly maxima: readonly GaugeMaximum[];
  readonly group: LiveStormGroup;
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

const UNHEARD = { skybrud: { answer: 'unknown' }, kraftigRegn: { answer: 'unknown' }, insurers: { answer: 'unknown' } } as const;

type Named = Pick<LiveStorm, 'maxima' | 'critical' | 'skybrud' | 'kraftigRegn' | 'insurers'>;

/** Puts into words and figures what the books know of a storm at a moment. What is no news stays the same object. */
export class StormTeller {
  readonly groups: readonly CatchmentGroup[];
  private readonly index: TownIndex;
  private readonly warnings: WarningBook;
  private readonly dryGap: Minutes;
  private readonly idf: Idf;
  private readonly cells: RainCells;
  private readonly evidence: StormEvidence;
  private readonly places: ReadonlyMap<string, number>;
  /** By place. */
  private readonly toldGroups: (ToldGroup | undefined)[] = [];
  private allGroups: readonly LiveStormGroup[] = [];
  private toldNames: { readonly rain: TownFigures; readonly named: Named } | undefined;
  /** The rain of the storm that was told last; undefined when that was over. */
  private toldRain: RainOverGroups | undefined;

  constructor(index: TownIndex, { series, rainBook, warnings, dryGap }: StormBooks) {
    this.index = index;
    this.warnings = warnings;
    this.dryGap = dryGap;
    this.idf = idfOf(index.town.idf);
    this.groups = catchmentGroups(index.town);
    this.places = new Map(this.groups.map(({ id }, place) => [id, place]));
    this.cells = new RainCells(index.gauges.map(({ id }) => id), this.groups, rainBook);
    this.evidence = new StormEvidence(index, series);
  }

  /** A sensor's record says otherwise than before. */
  heard(sensor: string, isGauge: boolean): void {
    if (isGauge) this.cells.heard(sensor);
    this.evidence.heard(sensor);
  }

  /** A storm that has brought rain; `end` once it is over. */
  rained(storm: RainedStorm, end: Instant | undefined, until: Instant): ReviewedStorm {
    const isOver = end !== undefined;
    const isNew = isOver || storm.groupRain !== this.toldRain;
    this.toldRain = isOver ? undefined : storm.groupRain;
    const heard = this.cells.look(until, isNew);
    const rained = storm.groupRain.takeNews();
    const town = this.cells.town();
    return {
      storm: {
        id: storm.id,
        onset: storm.onset,
        ...(end === undefined ? {} : { end }),
        ...greatestOf(town),
        phase: stormPhase({ ...town, isOver }),
        openedBy: storm.openedBy,
        groups: this.groupsAsTold(storm, isOver, isNew ? this.groups.keys() : [...heard, ...rained.flatMap((id) => this.places.get(id) ?? [])]),
        ...this.named(town),
        ...this.warned(until, storm.openedAt),
      },
      evidence: this.evidence.of(storm, { until, standing: isOver ? 'measured' : 'preliminary' }, isNew),
      span: { from: storm.openedAt, ...(isOver ? { until } : {}) },
    };
  }

  /** A storm that was none after all: it is over, what was held in it is doubtful, and why is told. */
  withdrawn({ storm, evidence, span }: ReviewedStorm, why: LiveWithdrawal): ReviewedStorm {
    const { id, onset, end = why.at, openedBy, warnings } = storm;
    const none = { id, onset, end, greatestMm: 0, phase: 'over', openedBy, groups: this.groups.map((group) => unrained(group, 'over')), maxima: [], ...UNHEARD, warnings, withdrawn: why } as const;
    return { storm: none, evidence: evidence.map((line) => ({ ...line, standing: 'doubtful' })), span };
  }

  /** A storm that is warned of. */
  awaited({ id, onset, openedAt }: AwaitedStorm, now: Instant): ReviewedStorm {
    const storm = { id, onset, greatestMm: 0, phase: 'awaited', openedBy: 'warning', groups: this.groups.map((group) => unrained(group, 'awaited')), maxima: [], ...UNHEARD, ...this.warned(now, openedAt) } as const;
    return { storm, evidence: [], span: { from: openedAt } };
  }

  /** `places`: of the groups of which something that they are told from is another; all others are told as they were. */
  private groupsAsTold(storm: RainedStorm, isOver: boolean, places: Iterable<number>): readonly LiveStormGroup[] {
    let news: LiveStormGroup[] | undefined;
    for (const place of places) {
      const group = this.groups[place];
      if (group === undefined) continue;
      const last = this.toldGroups[place];
      const figures = this.cells.of(place);
      const said = this.groupOf(group, figures, storm.groupRain.of(group.id), isOver, last);
      const told = last !== undefined && saysTheSame(last.group, said) ? last.group : said;
      this.toldGroups[place] = { maxima: figures.maxima, group: told };
      if (told === this.allGroups[place]) continue;
      news ??= [...this.allGroups];
      news[place] = told;
    }
    return (this.allGroups = news ?? this.allGroups);
  }

  private groupOf({ id, name, catchments, gauges }: CatchmentGroup, figures: RainFigures, rained: RainSpan | undefined, isOver: boolean, last: ToldGroup | undefined): LiveStormGroup {
    const told = { id, name, catchments: last?.group.catchments ?? catchments.map((each) => each.id) };
    if (rained === undefined) return { ...told, phase: isOver ? 'over' : 'awaited', meanMm: 0, maxima: [], ...figures.verdicts };
    const { maxima, verdicts } = figures;
    const critical = criticalMaximum(maxima, this.idf);
    const end = isOver ? rained.lastRainAt : stormEnd({ id, ...rained }, figures.heardUntil, this.dryGap);
    // Property by property: an object that spreads make up of several takes as much room as ten of its kind, and a large town tells some with every tick.
    const group: Partial<Writable<LiveStormGroup>> = told;
    group.onset = rained.onset;
    group.lastRainAt = rained.lastRainAt;
    if (end !== undefined) group.end = end;
    group.phase = stormPhase({ lastTen: figures.lastTen, wettestTen: figures.wettestTen, isOver: end !== undefined });
    group.meanMm = Number((figures.total / 1000 / Math.max(1, gauges.length)).toFixed(1));
    group.maxima = groupMaxima(maxima, last);
    if (critical !== undefined) group.critical = this.told(critical);
    group.skybrud = verdicts.skybrud;
    group.kraftigRegn = verdicts.kraftigRegn;
    group.insurers = verdicts.insurers;
    return group as LiveStormGroup;
  }

  private named(rain: TownFigures): Named {
    const last = this.toldNames;
    if (last !== undefined && saysTheSame(last.rain.maxima, rain.maxima) && saysTheSame(last.rain.verdicts, rain.verdicts)) return last.named;
    const critical = criticalMaximum(rain.maxima, this.idf);
    const named = {
      maxima: rain.maxima.map((maximum) => this.told(maximum)),
      ...(critical === undefined ? {} : { critical: this.told(critical) }),
      ...rain.verdicts,
    };
    this.toldNames = { rain, named };
    return named;
  }

  private told(maximum: GaugeMaximum): LiveStormMaximum {
    return toLiveStormMaximum(maximum, this.idf, minutes(this.index.knownSensor(maximum.gauge).expectedInterval / 60));
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
}

/** What stood in the figures before is told with the same object. */
const groupMaxima = (maxima: readonly GaugeMaximum[], last: ToldGroup | undefined): LiveStormGroup['maxima'] =>
  maxima.map((maximum, index) => {
    const told = last?.maxima[index] === maximum ? last.group.maxima[index] : undefined;
    return told ?? { minutes: maximum.minutes, mm: Number(millimetresFrom(maximum.depth).toFixed(1)), gauge: maximum.gauge, endsAt: maximum.endsAt };
  });

const unrained = ({ id, name, catchments }: CatchmentGroup, phase: 'awaited' | 'over'): LiveStormGroup => ({ id, name, catchments: catchments.map((each) => each.id), phase, meanMm: 0, maxima: [], ...UNHEARD });

const greatestOf = ({ greatest }: Pick<RainFigures, 'greatest'>): Pick<LiveStorm, 'greatestMm' | 'greatestAt'> =>
  greatest === undefined ? { greatestMm: 0 } : { greatestMm: Number(millimetresFrom(greatest.depth).toFixed(1)), greatestAt: greatest.gauge };
