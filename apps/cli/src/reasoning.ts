import { type Catchment, isoOf, reducedArea, returnPeriodText } from '@voldgrav/hydrology';
import { type CatchmentAssessment, reasonText, type TimeRange } from '@voldgrav/readiness';
import { idfOf, type Town } from '@voldgrav/wire';

/** A catchment's readiness as an engineer reads it: the answer, what it rests on, and every number on the way to it. */
export function reasoning(catchment: Catchment, assessment: CatchmentAssessment, town: Town): string {
  const { available, coming, design, hoursUntilReady, redundancy, timeToLimit } = assessment;
  const nameOf = (id: string): string => town.assets.find((asset) => asset.id === id)?.name ?? town.places.find((place) => place.id === id)?.name ?? id;
  return [
    `${catchment.name} (${catchment.id}) at ${isoOf(assessment.at)}: ${assessment.state}${assessment.lastKnownState === undefined ? '' : `, before that ${assessment.lastKnownState}; ranked as ${assessment.rankedAs}`}`,
    ...assessment.reasons.map((reason) => `  - ${reasonText(reason).en}`),
    '',
    `Land: ${mm(catchment.area)} ha, ${mm(reducedArea(catchment))} reduced ha, water down in ${catchment.timeOfConcentration} min; ${mm(assessment.committedMm)} mm on their way`,
    coming === null ? 'Coming: no forecast' : `Coming: ${mm(coming.mm)} mm (high ${mm(coming.highMm)}) until ${isoOf(coming.until)}`,
    '',
    'Can take, falling evenly from now, until the first limit (low to high):',
    ...(assessment.canTake.length === 0 ? ['  not known'] : []),
    ...assessment.canTake.map(({ minutes, middle, low, high, limit }) => `  ${String(minutes).padStart(5)} min ${mm(middle).padStart(6)} mm (${mm(low)}–${mm(high)})  ${limit.name}${limit.floods === limit.asset ? '' : `, floods ${nameOf(limit.floods)}`}`),
    ...(available === undefined ? [] : ['', `Available return period: ${returnPeriodText(available.returnPeriod, idfOf(town.idf))} yr at ${available.bindingDuration} min (${town.idf.source})`]),
    ...(design === undefined ? [] : [`Planned for: ${design.returnPeriod} yr with climate factor ${design.climateFactor}, which is ${returnPeriodText(design.today, idfOf(town.idf))} yr in today's climate at that duration`]),
    '',
    ...(timeToLimit === undefined
      ? ['Time to the first limit: not told, since the data are not good enough']
      : ['Time to the first limit, earliest to latest:', ...Object.entries(timeToLimit).map(([scenario, range]) => `  ${SCENARIOS[scenario] ?? scenario}: ${rangeText(range)}`)]),
    ...(assessment.latestDecisions.length === 0 ? [] : ['', 'Last moments to begin:']),
    ...assessment.latestDecisions.map(({ at, action, step, resource, limit, begunAt, isResourceInUse }) => `  ${isoOf(at)}  ${action}/${step}${resource === undefined ? '' : ` with ${resource}${isResourceInUse === true ? ' (in use elsewhere)' : ''}`}, before ${nameOf(limit)}${begunAt === undefined ? '' : `; begun ${isoOf(begunAt)}`}`),
    ...(assessment.atStake.length === 0 ? [] : ['', 'At stake:']),
    ...assessment.atStake.map(({ place, limit, within }) => `  ${nameOf(place)}, by ${nameOf(limit)}${within === undefined ? '' : `: ${rangeText(within)}`}`),
    ...(hoursUntilReady === undefined ? [] : ['', hoursUntilReady === null ? 'Ready again: not within three days without rain' : `Ready again: after ${mm(hoursUntilReady)} hours without rain`]),
    '',
    `Rests on ${redundancy.rainGauges.speaking} of ${redundancy.rainGauges.of} rain gauges and ${redundancy.levelSensors.speaking} of ${redundancy.levelSensors.of} level sensors; perhaps unknown without any one of ${redundancy.singlePoints.join(', ') || 'none'}`,
  ].join('\n');
}

const SCENARIOS: Readonly<Record<string, string>> = { stop: 'if the rain stops now', persist: 'if it goes on as in the last ten minutes', forecast: 'by the forecast', design: 'in a design storm from now' };

const mm = (value: number): string => value.toFixed(1);

function rangeText(range: TimeRange | null): string {
  if (range === null) return 'none';
  if (range.earliest === null) return 'not in sight';
  return range.latest === null ? `${Math.floor(range.earliest)} min or later, perhaps not at all` : `${Math.floor(range.earliest)} to ${Math.ceil(range.latest)} min`;
}
