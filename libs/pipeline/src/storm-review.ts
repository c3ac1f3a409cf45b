import { storageEvidence } from '@voldgrav/debrief';
import { type Basin, type Instant, instant, MINUTE, type Minutes, SECOND, shifted } from '@voldgrav/hydrology';
import { rainDepth, type Storm, stormEnd, stormWithRain } from '@voldgrav/rollup';
import { type LiveEvidence, type LiveStorm, toLiveEvidence, toLiveStorm } from '@voldgrav/wire';
import type { SeriesBook } from './series-book.ts';
import type { TownIndex } from './town-index.ts';

/** What one storm brought and what the strategy's actions did about it. */
export interface ReviewedStorm {
  readonly storm: LiveStorm;
  readonly evidence: readonly LiveEvidence[];
}

const STORMS_KEPT = 20;
/** Under a cubic metre is the sensor's own noise, not evidence of anything. */
const LEAST_EVIDENCE_M3 = 1;
const NEVER = instant(-Infinity);

/** The open storm, reviewed as it goes on, and the latest ones that are over, as they were when they ended. */
export class StormReview {
  private open: Storm | undefined;
  private over: readonly ReviewedStorm[] = [];
  private readonly index: TownIndex;
  private readonly series: SeriesBook;
  private readonly dryGap: Minutes;

  constructor(index: TownIndex, series: SeriesBook, dryGap: Minutes) {
    this.index = index;
    this.series = series;
    this.dryGap = dryGap;
  }

  /** Rain fell somewhere in town. */
  rain(at: Instant): void {
    const storm = stormWithRain(this.open, at, this.dryGap);
    if (this.open !== undefined && storm.id !== this.open.id) this.close(this.open);
    this.open = storm;
  }

  /**
   * Newest first. Looking at a storm that has ended closes it: its evidence stands from then on. Only gauges can say that
   * it is dry: while they are silent, or a backlog is still coming in, the storm stays open however late it is.
   */
  review(now: Instant): readonly ReviewedStorm[] {
    if (this.open !== undefined && stormEnd(this.open, this.heardUntil(), this.dryGap) !== undefined) {
      this.close(this.open);
      this.open = undefined;
    }
    return this.open === undefined ? this.over : [this.reviewed(this.open, undefined, now), ...this.over];
  }

  /** The time up to which at least half of the town's gauges have spoken; before all time while they have not. */
  private heardUntil(): Instant {
    const newest = this.index.gauges.map(({ id }) => this.series.of(id).at(-1)?.at ?? NEVER).sort((one, other) => other - one);
    return newest[Math.ceil(newest.length / 2) - 1] ?? NEVER;
  }

  private close(storm: Storm): void {
    // A basin is fullest some time after the last drop: the dry gap belongs to what the storm did.
    const until = shifted(storm.lastRainAt, this.dryGap * MINUTE);
    this.over = [this.reviewed(storm, storm.lastRainAt, until), ...this.over].slice(0, STORMS_KEPT);
  }

  private reviewed(storm: Storm, end: Instant | undefined, until: Instant): ReviewedStorm {
    const standing = end === undefined ? 'preliminary' : 'measured';
    const evidence = this.index.town.actions.flatMap((action) =>
      this.index.basins
        .filter((basin) => action.assets.includes(basin.id))
        .flatMap((basin) => this.evidenceOf({ action: action.id, basin, storm }, { until, standing })),
    );
    return { storm: toLiveStorm(storm, end, this.greatest(storm, until)), evidence };
  }

  private evidenceOf(
    question: { readonly action: string; readonly basin: Basin; readonly storm: Storm },
    span: { readonly until: Instant; readonly standing: 'preliminary' | 'measured' },
  ): readonly LiveEvidence[] {
    const evidence = storageEvidence(question, this.series.of(question.basin.levelSensor), span);
    return evidence === undefined || evidence.held < LEAST_EVIDENCE_M3 ? [] : [toLiveEvidence(evidence)];
  }

  private greatest(storm: Storm, until: Instant) {
    const depths = this.index.gauges.map((gauge) => {
      // The first rain fell in the interval that ends at the onset.
      const window = { after: shifted(storm.onset, -gauge.expectedInterval * SECOND), until };
      return { gauge: gauge.id, depth: rainDepth(this.series.rain(gauge.id, gauge.expectedInterval), window).depth };
    });
    return depths.reduce((greatest, next) => (next.depth > greatest.depth ? next : greatest));
  }
}
