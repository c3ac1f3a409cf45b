import { describe, expect, it } from 'vitest';
import { TEXTS } from './texts.ts';

const keysOf = (texts: object, prefix = ''): readonly string[] =>
  Object.entries(texts).flatMap(([key, value]) => (typeof value === 'object' && value !== null ? keysOf(value as object, `${prefix}${key}.`) : [`${prefix}${key}`]));
const leaves = (texts: object): readonly unknown[] =>
  Object.values(texts).flatMap((value: unknown) => (typeof value === 'object' && value !== null ? leaves(value) : [value]));

describe('the screens’ words', () => {
  it('are there in both languages, none missing and none too many', () => {
    expect([...keysOf(TEXTS.en)].sort()).toEqual([...keysOf(TEXTS.da)].sort());
    expect(keysOf(TEXTS.da).length).toBeGreaterThan(50);
  });

  it('are never empty', () => {
    expect([...leaves(TEXTS.da), ...leaves(TEXTS.en)].filter((text) => typeof text !== 'string' || text.trim() === '')).toEqual([]);
  });
});
