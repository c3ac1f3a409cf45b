import { COMMON_PASSWORDS } from './common-passwords.ts';

export const SHORTEST_PASSWORD = 12;
/** Long enough for any sentence; a bound, so that nobody makes the server hash a book. */
export const LONGEST_PASSWORD = 256;

export type PasswordFault = 'too-short' | 'too-long' | 'too-common' | 'is-the-name';

/**
 * What is wrong with a password, or undefined. Length counts, composition does not (NIST SP 800-63B §3.1.1.2: no rules on
 * mixtures of characters, but a list of the common ones). Characters are counted as people see them after `normalised`.
 */
export function passwordFault(password: string, name: string): PasswordFault | undefined {
  const characters = [...normalised(password)];
  if (characters.length < SHORTEST_PASSWORD) return 'too-short';
  if (characters.length > LONGEST_PASSWORD) return 'too-long';
  const small = characters.join('').toLowerCase();
  if (COMMON_PASSWORDS.has(small) || isOneThingRepeated(small)) return 'too-common';
  if (small.replace(/[\d\s.,!?_-]/g, '') === normalised(name).toLowerCase().replace(/[\d\s.,!?_-]/g, '')) return 'is-the-name';
  return undefined;
}

/** One form for what keyboards send in several: "é" as one character or as two is the same password. */
export const normalised = (text: string): string => text.normalize('NFKC');

/** "aaaaaaaaaaaa", "121212121212", "sommersommer" is not: up to four characters over and over. */
function isOneThingRepeated(text: string): boolean {
  return [1, 2, 3, 4].some((length) => text === text.slice(0, length).repeat(Math.ceil(text.length / length)).slice(0, text.length));
}
