import { type Basin, type Instant, MINUTE } from '@voldgrav/hydrology';
import type { CheckName } from '@voldgrav/quality';
import { latestAt } from '@voldgrav/rollup';
import type { Heard } from './heard.ts';
import type { Reason } from './reason.ts';

/** What a level sensor said, and what of it was of no use. */
export interface LevelHeard extends Heard {
  /** Its newest word that failed a check, and which. */
  readonly failed?: { readonly at: Instant; readonly check: CheckName } | undefined;
}

/** Why the model speaks against a level that no check fails: it rests though water must have moved it, or fell by more than can have left. */
export type LevelDisbelief = 'stuck' | 'fell';

/**
 * Why a basin's water level cannot be relied on at `at`: never heard, too old, failed a check, or or the model speaks against it
 * (`disbelief`, see `levelDisbelief`). Undefined when nothing speaks against it. Any of them makes the basin's
 * readiness unknown, and its catchment's (readiness.md §3).
 */
export function levelFailure({ name }: Pick<Basin, 'name'>, { samples, staleAfter, failed }: LevelHeard, disbelief: LevelDisbelief | undefined, at: Instant): Reason | undefined {
  const newest = latestAt(samples, at);
  if (newest !== undefined && at - newest.at > staleAfter) return { code: 'level-silent', name, minutesOld: Math.round((at - newest.at) / MINUTE) };
  if (failed !== undefined && failed.at <= at && failed.at > (newest?.at ?? -Infinity)) return { code: 'level-failed', name, check: failed.check };
  if (newest === undefined) return { code: 'level-never-heard', name };
  return disbelief === undefined ? undefined : { code: disbelief === 'stuck' ? 'level-stuck' : 'level-fell', name };
}
