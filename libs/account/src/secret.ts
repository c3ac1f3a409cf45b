import { createHash, randomBytes, randomInt } from 'node:crypto';

/** 256 random bits as text that survives a URL. Nobody guesses it, so a plain hash is enough to keep. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept of a secret: whoever reads the file can use none of them. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Without letters and digits that are taken for one another on paper. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const RECOVERY_LENGTH = 12;

/** "K7QM-2XWP-9RTB": 59 bits, used once, for the day the phone is gone. */
export function newRecoveryCode(): string {
  const letters = Array.from({ length: RECOVERY_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return (letters.match(/.{4}/g) ?? []).join('-');
}

/** As it was printed, however it was typed. */
export const recoveryCodeFrom = (typed: string): string => typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
