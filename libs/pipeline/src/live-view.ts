import type { Alert } from '@voldgrav/alert';
import type { Basin, Catchment, Idf, Instant } from '@voldgrav/hydrology';
import { actionsServing, type ServingAction } from '@voldgrav/strategy';
import {
  idfOf,
  type LiveAlert,
  type LiveBasin,
  type LiveCatchment,
  type LiveChange,
  type LiveReadiness,
  type LiveStorm,
  toLiveAlert,
  toLiveBasin,
  toLiveCatchment,
  toLiveReadiness,
} from '@voldgrav/wire';
import type { AlertBook } from './alert-book.ts';
import type { CatchmentWatch } from './catchment-watch.ts';
import { LiveSaid } from './live-said.ts';
import type { ReadinessWatch } from './readiness-watch.ts';
import type { RainBook } from './storm/rain-book.ts';
import type { StormReview } from './storm/storm-review.ts';
import type { ReviewedStorm } from './storm/storm-teller.ts';
import type { TownIndex } from './town-index.ts';

/** Where the view looks things up. */
export interface LiveViewBooks {
  readonly readiness: ReadinessWatch;
  readonly storms: StormReview;
  readonly catchments: CatchmentWatch;
  readonly rain: RainBook;
  readonly alerts: AlertBook;
}

/** The town as the screens show it at a moment, and what of that is news since it was last said. */
export class LiveView {
  private readonly said = new LiveSaid();
  private readonly serving = new Map<string, readonly ServingAction[]>();
  private readonly index: TownIndex;
  private readonly idf: Idf;
  private readonly readiness: ReadinessWatch;
  private readonly storms: StormReview;
  private readonly catchments: CatchmentWatch;
  private readonly rain: RainBook;
  private readonly alerts: AlertBook;

  constructor(index: TownIndex, { readiness, storms, catchments, rain, alerts }: LiveViewBooks) {
    this.index = index;
    this.idf = idfOf(index.town.idf);
    this.readiness = readiness;
    this.storms = storms;
    this.catchments = catchments;
    this.rain = rain;
    this.alerts = alerts;
  }

  get basins(): readonly Basin[] {
    return this.index.basins;
  }

  basin(basin: Basin, now: Instant): LiveBasin {
    return toLiveBasin(this.readiness.assess(basin, now, this.catchments.told(basin, now)), this.idf);
  }

  catchment(catchment: Catchment, now: Instant): LiveCatchment {
    return toLiveCatchment(catchment.id, now, this.rain.over(catchment, now));
  }

  /** An alert with the strategy actions it serves, so that the pushed event carries them (design.md §3, step 11). */
  alert(alert: Alert): LiveAlert {
    const storm = this.storms.idAt(alert.raisedAt);
    const live = toLiveAlert(alert, this.index.rule(alert.rule), this.servingAt(alert.asset));
    return storm === undefined ? live : { ...live, storm };
  }

  /** The storms, newest first, each with what was raised in it and the actions that this bears on. */
  reviewedStorms(now: Instant): readonly (Pick<ReviewedStorm, 'evidence' | 'span'> & { readonly storm: LiveStorm })[] {
    const alerts = this.alerts.list();
    return this.storms.review(now).map(({ storm, evidence, span }) => {
      const raised = alerts.filter(({ raisedAt }) => raisedAt >= span.from && raisedAt <= (span.until ?? Infinity));
      const actions = [...raised.flatMap(({ asset }) => this.servingAt(asset).map(({ action }) => action.id)), ...evidence.map(({ action }) => action)];
      return { storm: { ...storm, alerts: raised.map(({ id }) => id), actions: [...new Set(actions)] }, evidence, span };
    });
  }

  newsOfBasins(basins: readonly Basin[], now: Instant): readonly LiveChange[] {
    return this.newsOf('basin', basins, (basin) => this.basinAnew(basin, now), (basin) => ({ kind: 'basin', basin }));
  }

  newsOfCatchments(catchments: readonly Catchment[], now: Instant): readonly LiveChange[] {
    return this.newsOf('catchment', catchments, (catchment) => this.catchment(catchment, now), (catchment) => ({ kind: 'catchment', catchment }));
  }

  ofCatchments(): readonly LiveReadiness[] {
    return this.catchments.latest().map((each) => toLiveReadiness(each, this.idf));
  }

  newsOfReadiness(now: Instant): readonly LiveChange[] {
    return this.newsOf('readiness', this.catchments.look(now), (each) => toLiveReadiness(each, this.idf), (readiness) => ({ kind: 'readiness', readiness }));
  }

  newsOfStorms(now: Instant): readonly LiveChange[] {
    const news: LiveChange[] = [];
    for (const { storm, evidence } of this.reviewedStorms(now)) {
      if (this.said.isNews('storm', storm.id, storm)) news.push({ kind: 'storm', storm });
      for (const line of evidence) if (this.said.isNews('evidence', line.id, line)) news.push({ kind: 'evidence', evidence: line });
    }
    return news;
  }

  /** Undefined where nothing is news that bears on it. */
  private basinAnew(basin: Basin, now: Instant): LiveBasin | undefined {
    const assessment = this.readiness.assessAnew(basin, now, this.catchments.told(basin, now));
    return assessment === undefined ? undefined : toLiveBasin(assessment, this.idf);
  }

  private newsOf<Thing, Facts extends { readonly id: string }>(kind: LiveChange['kind'], things: readonly Thing[], factsOf: (thing: Thing) => Facts | undefined, told: (facts: Facts) => LiveChange): readonly LiveChange[] {
    const news: LiveChange[] = [];
    for (const thing of things) {
      const facts = factsOf(thing);
      if (facts !== undefined && this.said.isNews(kind, facts.id, facts)) news.push(told(facts));
    }
    return news;
  }

  /** Which of the strategy's actions an event at an asset bears on: neither changes, and every tick asks. */
  private servingAt(asset: string): readonly ServingAction[] {
    const known = this.serving.get(asset);
    if (known !== undefined) return known;
    const catchment = this.index.catchmentIdOf(asset);
    const serving = actionsServing(this.index.town.actions, { asset, ...(catchment === undefined ? {} : { catchment }) });
    this.serving.set(asset, serving);
    return serving;
  }
}
