import { describe, expect, it } from 'vitest';
import { jsonFault } from './json-fault.ts';

describe('the place where a text stops being JSON', () => {
  it.each([
    ['{"a": [1, -2.5e3, "x\\u00e5", true, null, {}, []]}', undefined],
    [' "alone" ', undefined],
    ['', { offset: 0, expected: 'a value' }],
    ['[1,]', { offset: 3, expected: 'a value' }],
    ['[1 2]', { offset: 3, expected: '"," or "]"' }],
    ['{"a": 1,}', { offset: 8, expected: 'a name in double quotes' }],
    ['{a: 1}', { offset: 1, expected: 'a name in double quotes or "}"' }],
    ['{"a" 1}', { offset: 5, expected: '":"' }],
    ['{"a": ravn}', { offset: 6, expected: 'a value' }],
    ["{'a': 1}", { offset: 1, expected: 'a name in double quotes or "}"' }],
    ['{"a": [1}', { offset: 8, expected: '"," or "]"' }],
    ['{"a": 1', { offset: 7, expected: '"," or "}"' }],
    ['{} {}', { offset: 3, expected: 'the end' }],
    ['[01]', { offset: 2, expected: '"," or "]"' }],
  ])('in %s is %o', (text, fault) => {
    expect(jsonFault(text)).toEqual(fault);
  });
});
