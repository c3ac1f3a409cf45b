import type { House } from '../house.ts';
import { Problem } from '../http/problem.ts';
import type { Denied } from './sign-in-desk.ts';

/** The answer to someone who was not let in, counted. It does not tell a wrong name from a wrong password. */
export function denied(denial: Denied, where: string, address: string, { refusals }: House): Problem {
  switch (denial.because) {
    case 'wrong-password':
      refusals.count('wrong-password', where, address, Date.now());
      return new Problem(401, 'Not signed in', 'Name or password is wrong.', 'wrong-password');
    case 'wrong-code':
    case 'replayed-code':
      refusals.count(denial.because, where, address, Date.now());
      return new Problem(401, 'Not signed in', 'The code is wrong or was used already; wait for the next one.', 'wrong-code');
    case 'ticket-over':
      refusals.count('wrong-code', where, address, Date.now());
      return new Problem(401, 'Not signed in', 'The sign-in took too long; begin again with name and password.', 'ticket-over');
    case 'too-many-tries':
      refusals.count('too-many-tries', where, address, Date.now());
      return new Problem(429, 'Too many tries', `Too many wrong tries; try again in ${Math.ceil(denial.waitMs / 1_000)} s.`, 'too-many-tries');
    case 'busy':
      return new Problem(503, 'Busy', 'Too many people sign in at this moment; try again in a few seconds.', 'busy');
  }
}
