import { describe, expect, it } from 'vitest';
import { texts as account } from '../account/texts.ts';
import { texts as coming } from '../panels/coming/texts.ts';
import { stepTexts } from '../panels/readiness-board/step-texts.ts';
import { texts as drift } from '../views/drift/texts.ts';
import { TEXTS } from './texts.ts';

const keysOf = (texts: object, prefix = ''): readonly string[] =>
  Object.entries(texts).flatMap(([key, value]) => (typeof value === 'object' && value !== null ? keysOf(value as object, `${prefix}${key}.`) : [`${prefix}${key}`]));
const leaves = (texts: object): readonly unknown[] =>
  Object.values(texts).flatMap((value: unknown) => (typeof value === 'object' && value !== null ? leaves(value) : [value]));

describe.each([['desk', TEXTS], ['account', account], ['drift', drift], ['coming', coming], ['step', stepTexts]])('the words of the %s', (_page, texts) => {
  it('are there in both languages, none missing and none too many', () => {
    expect([...keysOf(texts.en)].sort()).toEqual([...keysOf(texts.da)].sort());
    expect(keysOf(texts.da).length).toBeGreaterThan(5);
  });

  it('are never empty', () => {
    expect([...leaves(texts.da), ...leaves(texts.en)].filter((text) => typeof text !== 'string' || text.trim() === '')).toEqual([]);
  });
});
