import { type Instant, isoOf, MINUTE } from '@voldgrav/hydrology';
import type { MaintenanceWindow } from '@voldgrav/reading';
import { passed } from './check-result.ts';
import { finding } from './finding.ts';
import { FAIL, SUSPECT } from './flag.ts';
import type { CheckResult } from './observation.ts';

export type MaintenanceState = 'planned' | 'in-maintenance' | 'overrun' | 'ended';

/** What a window is at `now`. Open beyond its plan it is overrun, until someone ends it. */
export function maintenanceState(window: MaintenanceWindow, now: Instant): MaintenanceState {
  if (now < window.from) return 'planned';
  if (window.endedAt !== undefined && now >= window.endedAt) return 'ended';
  return now < window.until ? 'in-maintenance' : 'overrun';
}

/**
 * What maintenance says of a value taken at `at`. Within the window it fails, so that a hose in the funnel raises no flood
 * alert and readiness is unknown meanwhile. An overrun window is shown and the value counts again, suspect: a forgotten
 * window must not hide a flood (design.md D6).
 */
export function maintenance(windows: readonly MaintenanceWindow[], at: Instant): CheckResult {
  const inState = (state: MaintenanceState) => windows.find((window) => maintenanceState(window, at) === state);
  const open = inState('in-maintenance');
  if (open !== undefined) return { check: 'maintenance', flag: FAIL, detail: finding('at-work-until', { reason: open.reason, at: isoOf(open.until) }) };
  const overrun = inState('overrun');
  if (overrun === undefined) return passed('maintenance');
  const minutesOver = Math.floor((at - overrun.until) / MINUTE);
  return { check: 'maintenance', flag: SUSPECT, detail: finding('work-overdue', { reason: overrun.reason, minutes: minutesOver }) };
}
