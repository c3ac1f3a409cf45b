import type { Outcome, OutcomeAlert, OutcomeReadiness, OutcomeStorm } from './outcome.ts';

/** Rain and minutes that tell nothing: rounding, and a tick. */
const SAME_MM = 0.05;

/**
 * What came otherwise than approved, a sentence each: which alert earlier, later, not at all or not foreseen, and readiness by
 * how many millimetres. Empty when all is as approved.
 */
export function outcomeDifference(approved: Outcome, came: Outcome): readonly string[] {
  return [...alertDifferences(approved.alerts, came.alerts), ...readinessDifferences(approved.readiness, came.readiness), ...stormDifferences(approved.storms ?? [], came.storms ?? [])];
}

/** By their place: a storm that is told as two shows as the second being another. */
function stormDifferences(approved: readonly OutcomeStorm[], came: readonly OutcomeStorm[]): readonly string[] {
  return Array.from({ length: Math.max(approved.length, came.length) }, (_, place) => {
    const [was, is] = [approved[place], came[place]].map(stormText);
    return was === is ? [] : [`storm ${place + 1}: ${is}; approved is ${was}`];
  }).flat();
}

const stormText = (storm: OutcomeStorm | undefined): string =>
  storm === undefined ? 'none' : `${storm.onset} to ${storm.end ?? 'the end'}, at most ${storm.most === null ? 'nothing' : `${storm.most.mm} mm in 30 min at ${storm.most.sensor}`}`;

function alertDifferences(approved: readonly OutcomeAlert[], came: readonly OutcomeAlert[]): readonly string[] {
  const cameNumbered = numbered(came);
  const differences = [...numbered(approved)].flatMap(([name, was]) => {
    const is = cameNumbered.get(name);
    if (is === undefined) return [`${name}: not raised; approved is ${was.raised}`];
    return [...shift(`${name} raised`, was.raised, is.raised), ...returnShift(name, was.returned, is.returned)];
  });
  const unforeseen = [...cameNumbered].filter(([name]) => !numbered(approved).has(name)).map(([name, { raised }]) => `${name}: raised at ${raised}; none is approved`);
  return [...differences, ...unforeseen];
}

/** A rule's alerts by name, the second and on with a number. */
function numbered(alerts: readonly OutcomeAlert[]): ReadonlyMap<string, OutcomeAlert> {
  const counts = new Map<string, number>();
  return new Map(
    alerts.map((alert) => {
      const count = (counts.get(alert.rule) ?? 0) + 1;
      counts.set(alert.rule, count);
      return [count === 1 ? alert.rule : `${alert.rule} (${count})`, alert];
    }),
  );
}

const minutesBetween = (was: string, is: string): number => (Date.parse(`${is}Z`) - Date.parse(`${was}Z`)) / 60_000;

function shift(what: string, was: string, is: string): readonly string[] {
  const minutes = minutesBetween(was, is);
  return minutes === 0 ? [] : [`${what} ${Math.abs(minutes)} min ${minutes > 0 ? 'later' : 'earlier'}: at ${is}; approved is ${was}`];
}

function returnShift(name: string, was: string | null, is: string | null): readonly string[] {
  if (was === null) return is === null ? [] : [`${name} returned at ${is}; approved is that it stands`];
  return is === null ? [`${name} stands; approved is that it returned at ${was}`] : shift(`${name} returned`, was, is);
}

function readinessDifferences(approved: Outcome['readiness'], came: Outcome['readiness']): readonly string[] {
  const catchments = [...new Set([...Object.keys(approved), ...Object.keys(came)])].sort();
  return catchments.flatMap((catchment) => {
    const [was, is] = [approved[catchment], came[catchment]];
    if (was === undefined) return [`${catchment}: readiness is known; none is approved`];
    if (is === undefined) return [`${catchment}: readiness is not known at all`];
    return [...leastDifference(catchment, was, is), ...stateDifferences(catchment, was, is)];
  });
}

function leastDifference(catchment: string, was: OutcomeReadiness, is: OutcomeReadiness): readonly string[] {
  if (was.leastMm === null || is.leastMm === null) return was.leastMm === is.leastMm ? [] : [`${catchment} can take ${is.leastMm ?? 'nobody knows how many'} mm in 30 min at the least; approved is ${was.leastMm ?? 'that nobody knows'}`];
  const mm = is.leastMm - was.leastMm;
  if (Math.abs(mm) < SAME_MM) return [];
  return [`${catchment} can take ${Math.abs(mm).toFixed(1)} mm ${mm > 0 ? 'more' : 'less'} in 30 min at the least: ${is.leastMm} mm at ${is.at ?? '–'}; approved is ${was.leastMm} mm at ${was.at ?? '–'}`];
}

function stateDifferences(catchment: string, was: OutcomeReadiness, is: OutcomeReadiness): readonly string[] {
  const states = [...new Set([...Object.keys(was.minutes), ...Object.keys(is.minutes)])].sort();
  return states.flatMap((state) => {
    const [before, after] = [was.minutes[state] ?? 0, is.minutes[state] ?? 0];
    return before === after ? [] : [`${catchment} is ${state} for ${Math.abs(after - before)} min ${after > before ? 'more' : 'less'}: ${after}; approved are ${before}`];
  });
}
