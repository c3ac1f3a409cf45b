/** QARTOD's flags (domain.md §3.3): 1 good, 2 not evaluated, 3 suspect, 4 fail, 9 missing. */
export const GOOD = 1;
export const NOT_EVALUATED = 2;
export const SUSPECT = 3;
export const FAIL = 4;
export const MISSING = 9;

export type Flag = typeof GOOD | typeof NOT_EVALUATED | typeof SUSPECT | typeof FAIL | typeof MISSING;

/** The order of precedence is not the numeric one: 9 is the mildest of all (trap 16). */
const PRECEDENCE: readonly Flag[] = [MISSING, NOT_EVALUATED, GOOD, SUSPECT, FAIL];

/** A flag as a number that grows with how bad it is, for whoever can only ask for the greatest; and back. */
export const rankOf = (flag: Flag): number => PRECEDENCE.indexOf(flag);
export const flagOfRank = (rank: number): Flag => PRECEDENCE[rank] ?? FAIL;

/** The flag that several checks add up to: the one furthest along missing < not evaluated < good < suspect < fail. */
export const worstFlag = (flags: readonly Flag[]): Flag =>
  flags.reduce<Flag>((worst, flag) => (PRECEDENCE.indexOf(flag) > PRECEDENCE.indexOf(worst) ? flag : worst), MISSING);
