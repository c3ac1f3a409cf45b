import { describe, expect, it } from 'vitest';
import { checkTotp, newTotpSecret, totpAddress } from './totp-check.ts';

// RFC 6238 Appendix B, SHA-1: the key "12345678901234567890" in base32; of the eight digits given there, the last six.
const KEY = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const VECTORS = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const;

describe('a code from the app', () => {
  it.each(VECTORS)('at %d s is the one of RFC 6238', (seconds, code) => {
    expect(checkTotp(KEY, code, seconds * 1_000, undefined)).toEqual({ ok: true, step: Math.floor(seconds / 30) });
  });

  it('may come one step early or late, and no more', () => {
    // The step of 59 s runs from 30 s to 60 s.
    expect(checkTotp(KEY, '287082', 89_999, undefined)).toEqual({ ok: true, step: 1 });
    expect(checkTotp(KEY, '287082', 0, undefined)).toEqual({ ok: true, step: 1 });
    expect(checkTotp(KEY, '287082', 90_000, undefined)).toEqual({ ok: false, because: 'wrong-code' });
  });

  it('works once: its step and every earlier one are used up', () => {
    expect(checkTotp(KEY, '287082', 59_000, 1)).toEqual({ ok: false, because: 'replayed-code' });
    expect(checkTotp(KEY, '287082', 59_000, 2)).toEqual({ ok: false, because: 'replayed-code' });
    expect(checkTotp(KEY, '287082', 59_000, 0)).toEqual({ ok: true, step: 1 });
  });

  it.each(['', '28708', '2870822', 'abcdef', '28 70 8x'])('is not "%s"', (code) => {
    expect(checkTotp(KEY, code, 59_000, undefined)).toEqual({ ok: false, because: 'wrong-code' });
  });

  it('may be typed with a gap, as apps show it', () => {
    expect(checkTotp(KEY, '287 082', 59_000, undefined).ok).toBe(true);
  });
});

describe('a new key', () => {
  it('has 160 bits, and no two are alike', () => {
    expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(newTotpSecret());
  });

  it('goes into an app by an address that names house and person', () => {
    expect(totpAddress(KEY, 'Anna Holm', 'Voldgrav')).toBe(`otpauth://totp/Voldgrav:Anna%20Holm?issuer=Voldgrav&secret=${KEY}&algorithm=SHA1&digits=6&period=30`);
  });
});
