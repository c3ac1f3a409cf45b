import { Secret, TOTP } from 'otpauth';

/** RFC 6238 with what authenticator apps take for granted: SHA-1, six digits, half a minute. */
const FORM = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** One step either way: a phone's clock is some seconds off, and typing takes time (RFC 6238 §5.2). */
const WINDOW = 1;
const SECRET_BYTES = 20;

export type TotpCheck =
  | { readonly ok: true; readonly step: number }
  | { readonly ok: false; readonly because: 'wrong-code' | 'replayed-code' };

/**
 * Whether `code` fits `secret` (base32) at `now`, UTC milliseconds. `lastStep` is the step of the last code that was taken:
 * that step and all before it are used up, since a code must work once (RFC 6238 §5.2).
 */
export function checkTotp(secret: string, code: string, now: number, lastStep: number | undefined): TotpCheck {
  const digits = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(digits)) return { ok: false, because: 'wrong-code' };
  const delta = new TOTP({ ...FORM, secret: Secret.fromBase32(secret) }).validate({ token: digits, timestamp: now, window: WINDOW });
  if (delta === null) return { ok: false, because: 'wrong-code' };
  const step = Math.floor(now / 1_000 / FORM.period) + delta;
  return lastStep !== undefined && step <= lastStep ? { ok: false, because: 'replayed-code' } : { ok: true, step };
}

/** The `otpauth://` address that an authenticator app reads from a QR code. */
export const totpAddress = (secret: string, name: string, issuer: string): string =>
  new TOTP({ ...FORM, secret: Secret.fromBase32(secret), label: name, issuer }).toString();

export const newTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;
