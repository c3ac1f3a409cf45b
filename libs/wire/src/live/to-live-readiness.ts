import { type Idf, returnPeriodText } from '@voldgrav/hydrology';
import { type CatchmentAssessment, type CatchmentTake, reasonText, type TimeRange, wholeMinutes } from '@voldgrav/readiness';
import type { LiveReadiness, LiveTimeRange } from './live-readiness.ts';
import { rounded } from './rounded.ts';
import { toLiveNote } from './to-live.ts';

/** A return period is never printed beyond the town's table, and of the built-in one it is said to be indicative (domain.md §2.5). */
export function toLiveReadiness(assessment: CatchmentAssessment, idf: Idf): LiveReadiness {
  const { available, coming, design, hoursUntilReady, lastKnownState, timeToLimit } = assessment;
  return {
    id: assessment.catchment,
    at: assessment.at,
    state: assessment.state,
    ...(lastKnownState === undefined ? {} : { lastKnownState }),
    rankedAs: assessment.rankedAs,
    canTake: assessment.canTake.map(toLiveTake),
    committedMm: rounded(assessment.committedMm, 1),
    comingMm: coming === null ? null : rounded(coming.mm, 1),
    ...(coming === null ? {} : { comingHighMm: rounded(coming.highMm, 1), comingUntil: coming.until }),
    ...(available === undefined ? {} : { availableReturnPeriodText: returnPeriodText(available.returnPeriod, idf), bindingDuration: available.bindingDuration, ...toLiveNote(idf) }),
    ...(design === undefined
      ? {}
      : { designReturnPeriod: design.returnPeriod, designClimateFactor: design.climateFactor, designTodayText: returnPeriodText(design.today, idf) }),
    ...(timeToLimit === undefined
      ? {}
      : { timeToLimit: { stop: toLiveRange(timeToLimit.stop), persist: toLiveRange(timeToLimit.persist), forecast: toLiveRange(timeToLimit.forecast), design: toLiveRange(timeToLimit.design) } }),
    latestDecision: assessment.latestDecisions,
    escalations: assessment.escalations,
    atStake: assessment.atStake.map(({ within, ...hit }) => ({ ...hit, ...(within === undefined ? {} : { within: wholeMinutes(within) }) })),
    ...(hoursUntilReady === undefined ? {} : { hoursUntilReady: hoursUntilReady === null ? null : rounded(hoursUntilReady, 1) }),
    redundancy: assessment.redundancy,
    reasons: assessment.reasons.map((reason) => ({ code: reason.code, ...reasonText(reason) })),
  };
}

const toLiveTake = ({ minutes, middle, low, high, limit: { asset, name, kind, floods } }: CatchmentTake): LiveReadiness['canTake'][number] => ({
  minutes,
  mm: rounded(middle, 1),
  lowMm: rounded(low, 1),
  highMm: rounded(high, 1),
  limit: { asset, name, kind, place: floods },
});

const toLiveRange = (range: TimeRange | null): LiveTimeRange | null => (range === null ? null : wholeMinutes(range));
