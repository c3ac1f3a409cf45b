import { SUSPECT } from './flag.ts';
import type { CheckName, Observation } from './observation.ts';

/** These say that a gauge may not see the rain that falls. */
const BLIND: ReadonlySet<CheckName> = new Set<CheckName>(['faulty-zero', 'neighbours', 'dry-spell', 'frost']);

/**
 * Whether a gauge says that no rain fell and may not have seen it: blocked, or frozen. Such a zero shows nothing, so its time
 * counts as not covered, which is the safe side.
 */
export const isBlindZero = ({ value, flag, checks }: Observation): boolean =>
  value === 0 && flag >= SUSPECT && checks.some((result) => result.flag >= SUSPECT && BLIND.has(result.check));
