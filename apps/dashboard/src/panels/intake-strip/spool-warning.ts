import type { LiveSpool } from '@voldgrav/wire';

/** Which sentence the strip shows about the journal, and how loudly. */
export interface SpoolWarning {
  readonly text: 'unwritable' | 'full' | 'disk' | 'filling' | 'storeDown';
  readonly severity: 'urgent' | 'soon';
}

/** The worst thing first; undefined while there is nothing to say. */
export function spoolWarning({ writable, full, level, limitedBy, storeAnswers }: LiveSpool): SpoolWarning | undefined {
  if (full) return { text: 'full', severity: 'urgent' };
  if (!writable) return { text: 'unwritable', severity: 'urgent' };
  if (level === 0) return storeAnswers ? undefined : { text: 'storeDown', severity: 'soon' };
  return { text: limitedBy === 'disk' ? 'disk' : 'filling', severity: level === 50 ? 'soon' : 'urgent' };
}
