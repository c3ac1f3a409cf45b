import { pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derived = promisify(pbkdf2);

/** Rounds. Mosquitto's own number: what we hash has 256 random bits, and no number of rounds would make them harder to guess. */
const ROUNDS = 101;
const SALT_BYTES = 12;
const HASH_BYTES = 64;
const FORM = /^\$7\$(\d{1,7})\$([A-Za-z0-9+/=]+)\$([A-Za-z0-9+/=]+)$/;

/**
 * What is kept of a device's password, as Mosquitto 2 writes it into its password file: `$7$`, the rounds, salt and PBKDF2-SHA512, the
 * latter two in base64 (mosquitto_passwd 2.0.11). One form, so that either broker can be asked.
 */
export async function mosquittoHash(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derived(password, salt, ROUNDS, HASH_BYTES, 'sha512');
  return `$7$${ROUNDS}$${salt.toString('base64')}$${hash.toString('base64')}`;
}

/** Whether `kept` is the hash of this password; false for what has another form. */
export async function isMosquittoHashOf(kept: string, password: string | Uint8Array): Promise<boolean> {
  const [, rounds, salt = '', hash = ''] = FORM.exec(kept) ?? [];
  if (rounds === undefined) return false;
  const expected = Buffer.from(hash, 'base64');
  const found = await derived(password, Buffer.from(salt, 'base64'), Number(rounds), HASH_BYTES, 'sha512');
  return expected.length === found.length && timingSafeEqual(expected, found);
}
