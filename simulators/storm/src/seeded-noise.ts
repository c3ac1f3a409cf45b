/**
 * Chance that can be asked again: a number in [0, 1) that depends on the seed and on what it is about, and on nothing
 * else. There is no running state, so values can be asked for in any order and a storm stays the same byte for byte.
 *
 * The name is hashed with FNV-1a (32 bits) and mixed by MurmurHash3's finaliser, both in the public domain.
 */
export function uniformNoise(seed: number, ...about: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const character of `${seed}|${about.join('|')}`) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** As `uniformNoise`, but bell-shaped about 0 and never beyond ±1: the mean of four, stretched (deviation 0.29). */
export function bellNoise(seed: number, ...about: readonly (string | number)[]): number {
  let sum = 0;
  for (const draw of ['a', 'b', 'c', 'd']) sum += uniformNoise(seed, draw, ...about);
  return sum / 2 - 1;
}
