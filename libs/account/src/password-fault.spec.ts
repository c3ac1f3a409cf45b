import { describe, expect, it } from 'vitest';
import { passwordFault } from './password-fault.ts';

describe('a password', () => {
  it.each([
    ['of eleven characters is too short', 'vandløb3412', 'too-short'],
    ['of twelve is long enough', 'vandløb34125', undefined],
    ['needs no digits, capitals or signs', 'en grå morgen i november', undefined],
    ['may hold anything', 'кот и дождь 雨', undefined],
    ['is counted in characters, not in bytes', '🌧🌧🌧🌧🌧🌧🌊🌊🌊🌊🌊', 'too-short'],
    ['of 256 characters is taken', 'regn '.repeat(51) + 'x', undefined],
    ['of 257 is not', 'regn '.repeat(51) + 'xy', 'too-long'],
    ['that everyone chooses is not', 'Adgangskode123', 'too-common'],
    ['that is a row of digits is not', '1234567890123', 'too-common'],
    ['that repeats four characters is not', 'regnregnregn', 'too-common'],
    ['that repeats one is not', 'aaaaaaaaaaaaa', 'too-common'],
    ['that repeats five is', 'sommersommersommer', undefined],
    ['that is the name with a year is not', 'anna-holm-søby 2026', 'is-the-name'],
    ['that holds the name among other words is', 'anna holm søby ser på regn', undefined],
  ] as const)('%s', (_case, password, fault) => {
    expect(passwordFault(password, 'Anna Holm Søby')).toBe(fault);
  });

  it('is the same however a keyboard sends its å', () => {
    // Eleven characters once "a" and the ring are one.
    expect(passwordFault('a\u030Aaaa1111222', 'Bo')).toBe('too-short');
  });
});
