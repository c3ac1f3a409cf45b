import { LONGEST_PASSWORD, passwordFault, type PasswordFault, SHORTEST_PASSWORD } from '@voldgrav/account';
import { Problem } from '../http/problem.ts';

const SENTENCE: Readonly<Record<PasswordFault, string>> = {
  'too-short': `The password must have at least ${SHORTEST_PASSWORD} characters.`,
  'too-long': `The password must have at most ${LONGEST_PASSWORD} characters.`,
  'too-common': 'This password is among those that are guessed first.',
  'is-the-name': 'The password must not be the name.',
};

/** Throws what is wrong with a new password. */
export function refusePassword(password: string, name: string): void {
  const fault = passwordFault(password, name);
  if (fault !== undefined) throw new Problem(400, 'Password not taken', SENTENCE[fault], fault);
}
