import type { Finding } from './town-fault.ts';
import { valueAt } from './value-at.ts';

const ROUNDING = 1e-6;

/**
 * Forks whose shares do not make a whole. Water that leads two ways needs a share on each; what is lost or doubled here
 * would be lost or doubled in every answer.
 */
export function networkShares(network: unknown): readonly Finding[] {
  const entries = valueAt(network, ['network']);
  if (!Array.isArray(entries)) return [];
  const forks = new Map<unknown, number[]>();
  entries.forEach((entry, index) => {
    const from = valueAt(entry, ['from']);
    forks.set(from, [...(forks.get(from) ?? []), index]);
  });
  return [...forks].flatMap(([from, places]): Finding[] => {
    const shares = places.map((index) => valueAt(entries[index], ['share']) ?? 1);
    if (!shares.every((share) => typeof share === 'number')) return [];
    const sum = shares.reduce((total, share) => total + share, 0);
    const last = places[places.length - 1];
    if (last === undefined || Math.abs(sum - 1) <= ROUNDING) return [];
    return [{ path: ['network', last, 'share'], expected: `shares from "${String(from)}" that make 1 together, not ${Number(sum.toFixed(6))}` }];
  });
}
