import type { Alert } from '@voldgrav/alert';
import { type Basin, type Catchment, type Instant, returnPeriodText } from '@voldgrav/hydrology';
import { actionsServing } from '@voldgrav/strategy';
import {
  type LiveAlert,
  type LiveBasin,
  type LiveCatchment,
  type LiveChange,
  type LiveReadiness,
  toLiveAlert,
  toLiveBasin,
  toLiveCatchment,
  toLiveReadiness,
} from '@voldgrav/wire';
import type { CatchmentWatch } from './catchment-watch.ts';
import { LiveSaid } from './live-said.ts';
import type { ReadinessWatch } from './readiness-watch.ts';
import type { StormReview } from './storm-review.ts';
import type { TownIndex } from './town-index.ts';

/** The town as the screens show it at a moment, and what of that is news since it was last said. */
export class LiveView {
  private readonly said = new LiveSaid();
  private readonly index: TownIndex;
  private readonly readiness: ReadinessWatch;
  private readonly storms: StormReview;
  private readonly catchments: CatchmentWatch;

  constructor(index: TownIndex, readiness: ReadinessWatch, storms: StormReview, catchments: CatchmentWatch) {
    this.index = index;
    this.readiness = readiness;
    this.storms = storms;
    this.catchments = catchments;
  }

  basin(basin: Basin, now: Instant): LiveBasin {
    return toLiveBasin(this.readiness.assess(basin, now), returnPeriodText);
  }

  catchment(catchment: Catchment, now: Instant): LiveCatchment {
    return toLiveCatchment(catchment.id, now, this.readiness.rainOver(catchment, now));
  }

  /** An alert with the strategy actions it serves, so that the pushed event carries them (design.md §3, step 11). */
  alert(alert: Alert): LiveAlert {
    const catchment = this.index.catchmentIdOf(alert.asset);
    const event = { asset: alert.asset, ...(catchment === undefined ? {} : { catchment }) };
    return toLiveAlert(alert, this.index.rule(alert.rule), actionsServing(this.index.town.actions, event));
  }

  newsOfBasins(basins: readonly Basin[], now: Instant): readonly LiveChange[] {
    return basins.flatMap((each) => {
      const basin = this.basin(each, now);
      return this.said.news(`basin/${basin.id}`, { kind: 'basin', basin }, basin);
    });
  }

  newsOfCatchments(catchments: readonly Catchment[], now: Instant): readonly LiveChange[] {
    return catchments.flatMap((each) => {
      const catchment = this.catchment(each, now);
      return this.said.news(`catchment/${catchment.id}`, { kind: 'catchment', catchment }, catchment);
    });
  }

  ofCatchments(): readonly LiveReadiness[] {
    return this.catchments.latest().map((each) => toLiveReadiness(each, returnPeriodText));
  }

  newsOfReadiness(now: Instant): readonly LiveChange[] {
    return this.catchments.look(now).flatMap((each) => {
      const readiness = toLiveReadiness(each, returnPeriodText);
      return this.said.news(`readiness/${readiness.id}`, { kind: 'readiness', readiness }, readiness);
    });
  }

  newsOfStorms(now: Instant): readonly LiveChange[] {
    return this.storms.review(now).flatMap(({ storm, evidence }) => [
      ...this.said.news(`storm/${storm.id}`, { kind: 'storm', storm }, storm),
      ...evidence.flatMap((line) => this.said.news(`evidence/${line.id}`, { kind: 'evidence', evidence: line }, line)),
    ]);
  }
}
