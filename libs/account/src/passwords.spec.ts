import { describe, expect, it } from 'vitest';
import { Passwords } from './passwords.ts';

describe('passwords', () => {
  const passwords = new Passwords();

  it('are kept as argon2id with 19 MiB and two passes', async () => {
    expect(await passwords.hash('en grå morgen')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('are right or wrong', async () => {
    const kept = await passwords.hash('en grå morgen');
    expect(await passwords.verify('en grå morgen', kept)).toBe(true);
    expect(await passwords.verify('en gra morgen', kept)).toBe(false);
    expect(await passwords.verify('en gra\u030A morgen', kept)).toBe(true);
  });

  it('are wrong where none is kept', async () => {
    expect(await passwords.verify('en grå morgen', undefined)).toBe(false);
  });

  it('are checked in turn, and not at all when a crowd waits', async () => {
    const kept = await passwords.hash('en grå morgen');
    const answers = await Promise.all(Array.from({ length: 60 }, () => passwords.verify('en grå morgen', kept)));
    expect(answers.filter((answer) => answer === undefined).length).toBeGreaterThan(0);
    expect(answers.filter((answer) => answer === true).length).toBeGreaterThanOrEqual(50);
    expect(await passwords.verify('en grå morgen', kept)).toBe(true);
  });
});
