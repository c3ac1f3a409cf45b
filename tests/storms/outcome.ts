import type { ReplayReport } from '@voldgrav/replay';

/** What came of a storm, short enough to be read and approved by a person. Times are UTC. */
export interface Outcome {
  readonly alerts: readonly OutcomeAlert[];
  /** Each assessed catchment at its worst. */
  readonly readiness: Readonly<Record<string, OutcomeReadiness>>;
  /** Of a recording, whose rain nobody made up: the storms that it is found to hold. */
  readonly storms?: readonly OutcomeStorm[];
}

export interface OutcomeStorm {
  readonly onset: string;
  /** Null while it rained on at the end. */
  readonly end: string | null;
  /** The most in 30 min at any gauge, in mm, and where; null where it was nothing. */
  readonly most: { readonly sensor: string; readonly mm: number } | null;
}

export interface OutcomeAlert {
  readonly rule: string;
  readonly raised: string;
  /** Null while it stood at the end. */
  readonly returned: string | null;
}

export interface OutcomeReadiness {
  /** The least rain that it could take in 30 min, in mm, and when; null when it was never known. */
  readonly leastMm: number | null;
  readonly at: string | null;
  /** Minutes in each state; those it was never in are left out. */
  readonly minutes: Readonly<Partial<Record<string, number>>>;
}

const HALF_HOUR = 30;
const minuteOf = (iso: string): string => iso.slice(0, 16);

export function outcomeOf({ alerts, readiness }: ReplayReport): Outcome {
  return {
    alerts: alerts.map(({ rule, transitions }) => {
      const at = (to: string): string | undefined => transitions.find((step) => step.to === to)?.at;
      return { rule, raised: minuteOf(at('new') ?? ''), returned: at('returned') === undefined ? null : minuteOf(at('returned') ?? '') };
    }),
    readiness: Object.fromEntries(Object.entries(readiness).filter(([, moments]) => moments.length > 0).map(([catchment, moments]) => [catchment, readinessOf(moments)])),
  };
}

/** As `outcomeOf`, with its storms. */
export const recordedOutcomeOf = (report: ReplayReport): Outcome => ({ ...outcomeOf(report), storms: report.storms.map(stormOf) });

function stormOf({ onset, end, maxima }: ReplayReport['storms'][number]): OutcomeStorm {
  const inHalfHour = maxima.filter(({ minutes, mm }) => minutes === HALF_HOUR && mm > 0);
  const most = inHalfHour.reduce<OutcomeStorm['most']>((found, { sensor, mm }) => (found === null || mm > found.mm ? { sensor, mm } : found), null);
  return { onset: minuteOf(onset), end: end === null ? null : minuteOf(end), most };
}

function readinessOf(moments: ReplayReport['readiness'][string]): OutcomeReadiness {
  const minutes: Record<string, number> = {};
  let least: { readonly mm: number; readonly at: string } | undefined;
  for (const { at, state, canTake } of moments) {
    minutes[state] = (minutes[state] ?? 0) + 1;
    const mm = canTake.find((take) => take.minutes === HALF_HOUR)?.mm;
    if (mm !== undefined && (least === undefined || mm < least.mm)) least = { mm, at: minuteOf(at) };
  }
  return { leastMm: least?.mm ?? null, at: least?.at ?? null, minutes: Object.fromEntries(Object.entries(minutes).sort()) };
}
