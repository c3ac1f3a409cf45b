import { type Catchment, type Instant, isoOf, reducedArea, returnPeriodText } from '@voldgrav/hydrology';
import { type CatchmentAssessment, type Forecast, type KnownState, type RainForecast, type ReadinessState, reasonText, type Scenario, type TimeRange, type UnderRain, wholeMinutes, type Workings } from '@voldgrav/readiness';
import { idfOf, type Town } from '@voldgrav/wire';
import type { Tongue } from './tongue.ts';
import { forecastsText, workingsText } from './workings-text.ts';

/** What is to be explained: the answer, what it was reckoned from, and every forecast at hand. */
export interface Reasoned {
  readonly catchment: Catchment;
  readonly assessment: CatchmentAssessment;
  readonly workings: Workings;
  readonly forecasts: readonly Forecast[];
}

/** A catchment's readiness as an engineer reads it: the answer, what it rests on, and every number on the way to it with its unit and where it is from. */
export function reasoning({ catchment, assessment, workings, forecasts }: Reasoned, town: Town, tongue: Tongue): string {
  const { available, coming, design, hoursUntilReady, redundancy, timeToLimit } = assessment;
  const { language, say, number } = tongue;
  const nameOf = (id: string): string => town.assets.find((asset) => asset.id === id)?.name ?? town.places.find((place) => place.id === id)?.name ?? id;
  const years = (text: string): string => (language === 'da' ? `${text.replace('.', ',')} år` : `${text} yr`);
  const idf = idfOf(town.idf);
  return [
    `${catchment.name} (${catchment.id}) ${say('kl.', 'at')} ${isoOf(assessment.at)}: ${stateText(assessment, tongue)}`,
    ...assessment.reasons.map((reason) => `  - ${reasonText(reason)[language]}`),
    '',
    say(
      `Opland: ${number(catchment.area)} ha, ${number(reducedArea(catchment))} red. ha, vandet er nede på ${catchment.timeOfConcentration} min; ${number(assessment.committedMm)} mm på vej`,
      `Land: ${number(catchment.area)} ha, ${number(reducedArea(catchment))} reduced ha, water down in ${catchment.timeOfConcentration} min; ${number(assessment.committedMm)} mm on their way`,
    ),
    coming === null
      ? say('På vej: ingen prognose', 'Coming: no forecast')
      : say(`På vej: ${number(coming.mm)} mm (højst ${number(coming.highMm)}) til ${isoOf(coming.until)}, efter den kilde, der kan bringe mest`, `Coming: ${number(coming.mm)} mm (high ${number(coming.highMm)}) until ${isoOf(coming.until)}, by the source that may bring most`),
    ...forecastsText(standing(forecasts, catchment, assessment.at), tongue),
    '',
    ...workingsText(workings, town, tongue),
    '',
    say('Kan tage, jævnt fordelt fra nu, til den første grænse nås (lavt til højt):', 'Can take, falling evenly from now, until the first limit (low to high):'),
    ...(assessment.canTake.length === 0 ? [say('  kendes ikke', '  not known')] : []),
    ...assessment.canTake.map(({ minutes, middle, low, high, limit }) => `  ${String(minutes).padStart(5)} min ${number(middle).padStart(6)} mm (${number(low)}–${number(high)})  ${limit.name}${limit.floods === limit.asset ? '' : say(`, oversvømmer ${nameOf(limit.floods)}`, `, floods ${nameOf(limit.floods)}`)}`),
    ...(available === undefined ? [] : ['', `${say('Gentagelsesperiode nu', 'Available return period')}: ${years(returnPeriodText(available.returnPeriod, idf))} ${say('ved', 'at')} ${available.bindingDuration} min (${town.idf.source})`]),
    ...(design === undefined
      ? []
      : [say(`Planlagt til: ${design.returnPeriod} år med klimafaktor ${number(design.climateFactor)} (assets.yaml), i dagens klima ${years(returnPeriodText(design.today, idf))} ved den varighed`, `Planned for: ${design.returnPeriod} yr with climate factor ${design.climateFactor} (assets.yaml), which is ${years(returnPeriodText(design.today, idf))} in today's climate at that duration`)]),
    '',
    ...(timeToLimit === undefined
      ? [say('Tid til den første grænse: siges ikke, for dataene er ikke gode nok', 'Time to the first limit: not told, since the data are not good enough')]
      : [say('Tid til den første grænse, tidligst til senest:', 'Time to the first limit, earliest to latest:'), ...SCENARIOS.map(([scenario, danish, english]) => `  ${say(danish, english)}: ${rangeText(timeToLimit[scenario], tongue)}`)]),
    ...(assessment.latestDecisions.length === 0 ? [] : ['', say('Senest i gang (tidligst til grænsen, mindre tiden til at komme på plads, strategy.yaml og resources.yaml):', 'Last moments to begin (earliest to the limit, less the time to deploy, strategy.yaml and resources.yaml):')]),
    ...assessment.latestDecisions.map(({ at, action, step, resource, limit, under, begunAt, isResourceInUse }) => `  ${isoOf(at)}  ${action}/${step}${resource === undefined ? '' : `${say(' med ', ' with ')}${resource}${isResourceInUse === true ? say(' (i brug andetsteds)', ' (in use elsewhere)') : ''}`}, ${say('før', 'before')} ${nameOf(limit)}${underText(under, tongue)}${begunAt === undefined ? '' : say(`; i gang siden ${isoOf(begunAt)}`, `; begun ${isoOf(begunAt)}`)}`),
    ...(assessment.atStake.length === 0 ? [] : ['', say('Det står på spil (places.yaml):', 'At stake (places.yaml):')]),
    ...assessment.atStake.map(({ place, limit, within, under }) => `  ${nameOf(place)}, ${say('ved', 'by')} ${nameOf(limit)}${within === undefined ? '' : `: ${rangeText(within, tongue)}`}${underText(under, tongue)}`),
    ...(hoursUntilReady === undefined ? [] : ['', readyAgain(hoursUntilReady, tongue)]),
    '',
    say(
      `Hviler på ${redundancy.rainGauges.speaking} af ${redundancy.rainGauges.of} regnmålere og ${redundancy.levelSensors.speaking} af ${redundancy.levelSensors.of} vandstandsmålere; måske ukendt uden en af ${redundancy.singlePoints.join(', ') || 'ingen'}`,
      `Rests on ${redundancy.rainGauges.speaking} of ${redundancy.rainGauges.of} rain gauges and ${redundancy.levelSensors.speaking} of ${redundancy.levelSensors.of} level sensors; perhaps unknown without any one of ${redundancy.singlePoints.join(', ') || 'none'}`,
    ),
  ].join('\n');
}

const STATES: Readonly<Record<ReadinessState, readonly [danish: string, english: string]>> = { ready: ['klar', 'ready'], strained: ['presset', 'strained'], exhausted: ['opbrugt', 'exhausted'], unknown: ['ukendt', 'unknown'] };

/** While it is unknown, by what it ranks and what it was before. */
function stateText({ state, lastKnownState, rankedAs }: { readonly state: ReadinessState; readonly lastKnownState?: KnownState; readonly rankedAs: KnownState }, { say }: Tongue): string {
  const named = (each: ReadinessState): string => say(...STATES[each]);
  if (state !== 'unknown') return named(state);
  return `${named(state)}${lastKnownState === undefined ? '' : say(`, før det ${named(lastKnownState)}`, `, before that ${named(lastKnownState)}`)}; ${say('regnes som', 'ranked as')} ${named(rankedAs)}`;
}

const SCENARIOS: readonly (readonly [scenario: Scenario, danish: string, english: string])[] = [
  ['stop', 'hvis regnen stopper nu', 'if the rain stops now'],
  ['persist', 'hvis det regner videre som de seneste ti minutter', 'if it goes on as in the last ten minutes'],
  ['forecast', 'efter prognosen', 'by the forecast'],
  ['design', 'i en dimensionsgivende regn fra nu', 'in a design storm from now'],
];

/** Those over the catchment that had been issued by the moment and reach beyond it. */
const standing = (forecasts: readonly Forecast[], { id }: Catchment, at: Instant): readonly RainForecast[] =>
  forecasts.filter((each): each is RainForecast => each.kind === 'rain' && each.catchment === id && each.issuedAt <= at && (each.steps.at(-1)?.to ?? Infinity) > at);

const readyAgain = (hours: number | null, { say, number }: Tongue): string =>
  hours === null
    ? say('Klar igen: ikke inden tre døgn uden regn', 'Ready again: not within three days without rain')
    : say(`Klar igen: efter ${number(hours)} timer uden regn, i værste fald`, `Ready again: after ${number(hours)} hours without rain, at worst`);

/** By which rain alone something happens. */
const underText = (under: UnderRain | undefined, { say }: Tongue): string => {
  const named = SCENARIOS.find(([scenario]) => scenario === under);
  return named === undefined ? '' : `, ${say(named[1], named[2])}`;
};

function rangeText(range: TimeRange | null, { say }: Tongue): string {
  if (range === null) return say('ingen', 'none');
  const { earliest, latest } = wholeMinutes(range);
  if (earliest === null) return say('ikke i sigte', 'not in sight');
  return latest === null
    ? say(`tidligst om ${earliest} min, måske slet ikke`, `${earliest} min or later, perhaps not at all`)
    : say(`${earliest} til ${latest} min`, `${earliest} to ${latest} min`);
}
