import { coversFilter } from './covers-filter.ts';

/**
 * The filters without those that another one takes in, in their order. A broker may deliver a message once for each
 * subscription that it falls under (MQTT 3.1.1 §3.3.5).
 */
export function fewestFilters(filters: readonly string[]): readonly string[] {
  const different = [...new Set(filters)];
  return different.filter((filter) => !different.some((other) => other !== filter && coversFilter(other, filter)));
}
