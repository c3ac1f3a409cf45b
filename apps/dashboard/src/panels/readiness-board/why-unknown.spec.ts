import { describe, expect, it } from 'vitest';
import { whyUnknown } from './why-unknown.ts';

const coded = (...codes: readonly string[]) => codes.map((code) => ({ code }));

describe('what the row says of an unknown state', () => {
  it('is the first reason for it', () => {
    expect(whyUnknown(coded('level-fell', 'watch-stuck', 'gauge-alone'))).toEqual(coded('level-fell'));
    expect(whyUnknown([])).toEqual([]);
  });

  it('and that a limit is reached, or may be, once', () => {
    expect(whyUnknown(coded('level-fell', 'gauge-alone', 'limit-perhaps-reached', 'limit-reached'))).toEqual(coded('level-fell', 'limit-perhaps-reached'));
    expect(whyUnknown(coded('limit-reached', 'on-its-way'))).toEqual(coded('limit-reached'));
    // By our calculation it will be, though it stops raining.
    expect(whyUnknown(coded('level-silent', 'limit-inevitable', 'on-its-way'))).toEqual(coded('level-silent', 'limit-inevitable'));
  });
});
