import { describe, expect, it } from 'vitest';
import { sealWith } from './seal.ts';
import { hashOf, newRecoveryCode, newSecret, recoveryCodeFrom } from './secret.ts';

describe('a secret', () => {
  it('has 256 bits in text that survives an address', () => {
    expect(newSecret()).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(newSecret()).not.toBe(newSecret());
  });

  it('is kept as SHA-256', () => {
    // FIPS 180-2 Appendix B.1.
    expect(hashOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('a recovery code', () => {
  it('comes in three groups without letters that look alike', () => {
    expect(newRecoveryCode()).toMatch(/^([A-HJKMNP-Z2-9]{4})(-[A-HJKMNP-Z2-9]{4}){2}$/);
  });

  it('is the same however it is typed', () => {
    expect(recoveryCodeFrom(' k7qm 2xwp-9rtb ')).toBe('K7QM2XWP9RTB');
  });
});

describe('a seal', () => {
  const KEY = 'GEZDGNBVGY3TQOJQ';
  const seal = sealWith('a secret of the installation, long');

  it('gives back what it closed, and never twice the same bytes', () => {
    expect(seal.open(seal.close(KEY))).toBe(KEY);
    expect(seal.close(KEY)).not.toEqual(seal.close(KEY));
  });

  it('hides what it closed', () => {
    expect(Buffer.from(seal.close(KEY)).toString('latin1')).not.toContain(KEY);
  });

  it('says what to do when it was closed with another secret, or tampered with', () => {
    const sealed = seal.close(KEY);
    expect(() => sealWith('another secret of another house').open(sealed)).toThrow(/SESSION_SECRET/);
    expect(() => seal.open(sealed.map((byte, index) => (index === 14 ? byte ^ 1 : byte)))).toThrow(/SESSION_SECRET/);
  });
});
