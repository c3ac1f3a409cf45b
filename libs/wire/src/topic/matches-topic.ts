/**
 * Whether a topic falls under a topic filter (MQTT 3.1.1 §4.7). `+` stands for one whole level, which may be empty; `#` at
 * the end stands for its parent and everything below. A filter that begins with either never takes in a topic that begins
 * with `$` [MQTT-4.7.2-1]. The filter must be well-formed; a `+` or `#` beside other letters of its level is taken as it stands.
 */
export function matchesTopic(filter: string, topic: string): boolean {
  const wanted = filter.split('/');
  const levels = topic.split('/');
  if (topic.startsWith('$') && (wanted[0] === '+' || wanted[0] === '#')) return false;
  for (const [i, level] of wanted.entries()) {
    if (level === '#') return true;
    if (i >= levels.length) return false;
    if (level !== '+' && level !== levels[i]) return false;
  }
  return wanted.length === levels.length;
}
