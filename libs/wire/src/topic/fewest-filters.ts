import { matchesTopic } from './matches-topic.ts';

/**
 * The filters without those that another one takes in, in their order. A broker may deliver a message once for each
 * subscription that it falls under (MQTT 3.1.1 §3.3.5).
 */
export function fewestFilters(filters: readonly string[]): readonly string[] {
  const different = [...new Set(filters)];
  return different.filter((filter) => !different.some((other) => other !== filter && covers(other, filter)));
}

/** A filter read as a topic stands for all that it matches, save that a `#` is more than any `+`. */
function covers(wide: string, narrow: string): boolean {
  const narrowLevels = narrow.split('/');
  const wideLevels = wide.split('/');
  if (narrowLevels.includes('#') && !wideLevels.includes('#')) return false;
  if (wideLevels.at(-1) === '#' && narrowLevels.at(-1) === '#' && wideLevels.length > narrowLevels.length) return false;
  return matchesTopic(wide, narrow);
}
