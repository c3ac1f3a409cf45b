import { describe, expect, it } from 'vitest';
import { calledBy, nextCalled } from './whom-to-tell.ts';

const called = (name: string, afterMinutes: number) => ({ role: { da: name, en: name }, afterMinutes });
const ROTA = [called('leader', 10), called('duty', 0)];

describe('whom to call when nobody acts', () => {
  it('is the next of the rota, in the order of their minutes', () => {
    expect([0, 1].map((before) => nextCalled(ROTA, before)?.role.en)).toEqual(['duty', 'leader']);
  });

  it('is the last one again when all have been called: a call too many is better than one too few', () => {
    expect(nextCalled(ROTA, 2)?.role.en).toBe('leader');
    expect(nextCalled([called('alone', 0)], 1)?.role.en).toBe('alone');
  });

  it('is nobody without a rota', () => {
    expect(nextCalled([], 0)).toBeUndefined();
  });
});

describe('whom to call while nobody answers', () => {
  const names = (minutes: number, called: number) => calledBy([...ROTA, { role: { da: 'chief', en: 'chief' }, afterMinutes: 25 }], minutes, called).map(({ role }) => role.en);

  it('is each of the rota when its minutes are over, and nobody twice', () => {
    expect(names(9.9, 1)).toEqual([]);
    expect(names(10, 1)).toEqual(['leader']);
    expect(names(30, 1)).toEqual(['leader', 'chief']);
    expect(names(30, 2)).toEqual(['chief']);
    expect(names(60, 3)).toEqual([]);
  });
});
