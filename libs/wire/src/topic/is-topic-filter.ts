/**
 * Whether a text is a topic filter (MQTT 3.1.1 §4.7.1): `+` fills a whole level, `#` only the last. Names of the broker's
 * own that begin with `$` are no sensor's topics, and neither is everything there is. Control characters are refused, as §1.5.3 would have it: a
 * line break in a filter would begin another line of Mosquitto's access list.
 */
export function isTopicFilter(filter: string): boolean {
  const levels = filter.split('/');
  const sound = levels.every((level, place) => level === '+' || (level === '#' && place > 0 && place === levels.length - 1) || /^[^+#\p{Cc}]+$/u.test(level));
  return sound && !filter.startsWith('$');
}
