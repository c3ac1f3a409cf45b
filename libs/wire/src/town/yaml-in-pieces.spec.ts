import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { yamlInPieces } from './yaml-in-pieces.ts';

/** One entry a piece, so that every seam there can be is there. */
const inPieces = (text: string) => yamlInPieces(text, 1);

describe('YAML in pieces', () => {
  it('is what the text says: several keys, comments between entries, lists at the margin, entries of many lines', () => {
    const text = `# a town
sensors: # of all kinds
  # the first
  - id: a
    names:
    - one
    - two
    text: |
      - id: not an entry

      - nor this
  - id: b
    text: "on
      - two lines"

  # the last
  -
    id: c
assets:
- d
- - e
  - f
none: []
word: just one
`;
    expect(inPieces(text)).toEqual({
      sensors: [
        { id: 'a', names: ['one', 'two'], text: '- id: not an entry\n\n- nor this\n' },
        { id: 'b', text: 'on - two lines' },
        { id: 'c' },
      ],
      assets: ['d', ['e', 'f']],
      none: [],
      word: 'just one',
    });
    expect(inPieces(text.replaceAll('\n', '\r\n'))).toEqual(parse(text.replaceAll('\n', '\r\n')));
  });

  it.each([
    ['a list without a key', '- a\n- b\n'],
    ['a list in braces', '{ a: [1], b: [2] }\n'],
    ['a key that is there twice', 'a:\n  - 1\nb:\n  - 2\na:\n  - 3\n'],
    ['an entry that refers to another', 'a:\n  - &one { x: 1 }\n  - *one\n'],
    ['a key twice in one entry', 'a:\n  - x: 1\n  - y: 1\n    y: 2\n'],
    ['an entry that stands too far out', 'a:\n  - x: 1\n - y: 1\n'],
    ['an entry that stands too far in', 'a:\n  - x: 1\n   - y: 1\n'],
    ['a key among entries', 'a:\n  - x: 1\n  y: 1\n'],
    ['a quote that is never closed', 'a:\n  - x: "1\n  - y: 1\n'],
    ['a quote that is closed in the next entry', 'a:\n  - x: "1\n  - y: 1"\n'],
    ['a bracket that is closed in the next entry', 'a:\n  - x: [1,\n  - y ]\n'],
    ['two documents', 'a:\n  - 1\n---\nb:\n  - 2\n'],
    ['a key in quotes', '"a":\n  - 1\n'],
    ['words before the first key', 'hello\na:\n  - 1\n'],
  ])('leaves to whoever reads the whole text: %s', (_, text) => {
    expect(inPieces(text)).toBeUndefined();
  });

  it('is the same as the text in one for whatever can be written', () => {
    const value = fc.oneof(fc.string(), fc.constantFrom('- a\n- b\n', 'x:\n  - y', '# no', 'yes\n\n  - b\n', '- a\n\n\n', ''), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.integer(), { maxLength: 3 }));
    const entry = fc.oneof(value, fc.dictionary(fc.constantFrom('id', 'name', 'level', 'a-b'), fc.oneof(value, fc.array(fc.dictionary(fc.constantFrom('p', 'q'), value), { maxLength: 2 }))));
    const text = fc
      .tuple(fc.dictionary(fc.constantFrom('sensors', 'assets', 'of_two'), fc.array(entry, { maxLength: 5 })), fc.constantFrom(1, 2, 4), fc.boolean(), fc.integer({ min: 20, max: 80 }))
      .map(([town, indent, indentSeq, lineWidth]) => stringify(town, { indent, indentSeq, lineWidth, aliasDuplicateObjects: false }))
      .chain((written) => fc.constantFrom(written, written.replaceAll('\n', '\r\n'), written.trimEnd()));
    let read = 0;
    fc.assert(
      fc.property(text, (each) => {
        const found = inPieces(each);
        if (found === undefined) return;
        read += 1;
        expect(found).toEqual(parse(each));
      }),
    );
    expect(read).toBeGreaterThan(50);
  });
});
