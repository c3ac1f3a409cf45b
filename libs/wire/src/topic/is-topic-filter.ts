/**
 * Whether a text is a topic filter (MQTT 3.1.1 §4.7.1): `+` fills a whole level, `#` only the last. Names of the broker's
 * own that begin with `$` are no sensor's topics, and neither is everything there is.
 */
export function isTopicFilter(filter: string): boolean {
  const levels = filter.split('/');
  const sound = levels.every((level, place) => level === '+' || (level === '#' && place > 0 && place === levels.length - 1) || /^[^+#\0]+$/.test(level));
  return sound && !filter.startsWith('$');
}
