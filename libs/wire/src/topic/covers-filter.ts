import { matchesTopic } from './matches-topic.ts';

/** Whether `wide` takes in every topic that `narrow` does. A filter read as a topic stands for all that it matches, save that a `#` is more than any `+`. */
export function coversFilter(wide: string, narrow: string): boolean {
  const narrowLevels = narrow.split('/');
  const wideLevels = wide.split('/');
  if (narrowLevels.includes('#') && !wideLevels.includes('#')) return false;
  if (wideLevels.at(-1) === '#' && narrowLevels.at(-1) === '#' && wideLevels.length > narrowLevels.length) return false;
  return matchesTopic(wide, narrow);
}
