/** What every command ends with (contract.md §1). */
export const DONE = 0;
export const ANSWER_IS_NO = 1;
export const WRONG_USE = 2;

export type ExitCode = typeof DONE | typeof ANSWER_IS_NO | typeof WRONG_USE;
