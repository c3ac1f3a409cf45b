import type { Instant } from '@voldgrav/hydrology';
import type { LevelHeard } from '@voldgrav/readiness';
import { latestAt } from '@voldgrav/rollup';

/** When each of those sensors last said something sound that are silent or failed at `at`, of what was said after `after`: newest first. */
export function lastWords(sensors: readonly LevelHeard[], after: Instant, at: Instant): readonly Instant[] {
  const words = sensors.flatMap(({ samples, staleAfter, failed }) => {
    const last = latestAt(samples, at)?.at;
    if (last === undefined || last <= after) return [];
    const hasFailed = failed !== undefined && failed.at > last && failed.at <= at;
    return hasFailed || at - last > staleAfter ? [last] : [];
  });
  return [...new Set(words)].sort((one, other) => other - one);
}
