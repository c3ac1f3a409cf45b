const CORRUPT = 11;
const NOT_A_DATABASE = 26;
const FULL = 13;

const codeOf = (cause: unknown): number | undefined => (cause as { errcode?: number } | undefined)?.errcode;

/** Whether SQLite found the file itself broken. Its iterator throws without the code, so the words count too (@photostructure/sqlite 1.2.1). */
export const isDamage = (cause: unknown): boolean =>
  codeOf(cause) === CORRUPT || codeOf(cause) === NOT_A_DATABASE || (cause instanceof Error && /malformed|not a database/.test(cause.message));

/** Whether the disk, or the file's allowed size, had no room left. */
export const isDiskFull = (cause: unknown): boolean => codeOf(cause) === FULL || (cause instanceof Error && /disk is full/.test(cause.message));
