import type { Source } from './device-source.ts';
import { FORMATS } from './formats.ts';

/**
 * The topic filters that a sensor of this name may send to: all below `sensors/<id>/`, and those of the town's sources that name their
 * sender, with its name in them. What a network server says for many devices is nobody's own. `id` must hold no `/`, `+` or `#`.
 */
export function ownTopics(id: string, sources: readonly Source[]): readonly string[] {
  const named = sources.filter(({ topic, format }) => FORMATS[format].sender === 'in-topic' && !topic.startsWith('sensors/+/'));
  return [...new Set([`sensors/${id}/#`, ...named.map(({ topic }) => topic.split('/').map((level) => (level === '+' ? id : level)).join('/'))])];
}
