import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import { jsonFault } from './json-fault.ts';
import type { FilePath, TownFault } from './town-fault.ts';
import { yamlInPieces } from './yaml-in-pieces.ts';

/** Characters that are read at a time; a text of twice as many, which is some 600 sensors, is read in pieces. */
const PIECE = 65_536;

/** One file of a town as plain values, able to tell on which line each of them stands. */
export interface TownFile {
  readonly name: string;
  /** Undefined when the text is not YAML or JSON at all; `faults` then says why. */
  readonly value: unknown;
  readonly faults: readonly TownFault[];
  /** The line of the value at `path`, or of the nearest value around it when there is none. Counted from 1. */
  readonly lineOf: (path: FilePath) => number;
}

/**
 * Reads a YAML 1.2 text. Every syntax fault is reported, each with its line.
 *
 * The tree that knows lines is let go once the values are out of it, and grown again when a line is asked for: seldom, and
 * the trees of a large town take hundreds of MB. A long text is read in pieces for the same reason.
 */
export function readYamlFile(name: string, text: string): TownFile {
  const lineOf = lineFinder(text);
  const value = text.length > 2 * PIECE ? yamlInPieces(text, PIECE) : undefined;
  if (value !== undefined) return { name, value, faults: [], lineOf };
  const { document, lines } = treeOf(text);
  const faults = document.errors.map((error) => ({
    file: name,
    line: lines.linePos(error.message.includes('quote') ? quoteBefore(document, error.pos[0]) : error.pos[0]).line,
    message: `This is not valid YAML: ${asClause(error.message)}.`,
  }));
  if (faults.length > 0) return { name, value: undefined, faults, lineOf };
  try {
    return { name, value: document.toJS(), faults, lineOf };
  } catch (error) {
    // An alias without its anchor, or aliases that would unfold without end, come to light only here.
    const message = `This is not valid YAML: ${asClause(error instanceof Error ? error.message : String(error))}.`;
    return { name, value: undefined, faults: [{ file: name, line: 1, message }], lineOf };
  }
}

/**
 * Reads a JSON text. The slow reader that knows lines runs only when a line is asked for, since maps are large and
 * seldom wrong; it is the YAML reader, of which JSON is a part.
 */
export function readJsonFile(name: string, text: string): TownFile {
  const lineOf = lineFinder(text);
  try {
    return { name, value: JSON.parse(text.replace(/^\uFEFF/, '')) as unknown, faults: [], lineOf };
  } catch {
    const { offset, expected } = jsonFault(text) ?? { offset: 0, expected: 'JSON' };
    const rest = text.slice(offset).split('\n')[0]!.slice(0, 20);
    const message = `This is not valid JSON: expected ${expected}, found ${rest === '' ? 'the end of the line' : JSON.stringify(rest)}.`;
    return { name, value: undefined, faults: [{ file: name, line: text.slice(0, offset).split('\n').length, message }], lineOf };
  }
}

interface Tree {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

function treeOf(text: string): Tree {
  const lines = new LineCounter();
  return { document: parseDocument(text, { lineCounter: lines, prettyErrors: false }), lines };
}

function lineFinder(text: string): TownFile['lineOf'] {
  let tree: Tree | undefined;
  return (path) => {
    tree ??= treeOf(text);
    return lineAt(tree.document, tree.lines, path);
  };
}

/** The reader's message without its own full stop and line break, so that it fits into a sentence. */
const asClause = (said: string): string =>
  said.split('\n')[0]!.replace(/^Missing closing (["'])quote$/, 'a $1 is opened here and never closed').replace(/[.:\s]+$/, '');

/** A quote that is never closed is noticed at the end of the file; what helps is where it was opened. */
function quoteBefore(document: Document.Parsed, noticedAt: number): number {
  let opened = noticedAt;
  visit(document, {
    Scalar: (_key, { range, type }) => {
      if (range && type?.startsWith('QUOTE') && range[0] < noticedAt && range[1] >= noticedAt) opened = range[0];
    },
  });
  return opened;
}

function lineAt(document: Document.Parsed, lines: LineCounter, path: FilePath): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (pair === undefined) break;
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      const item = node.items[step];
      if (!isNode(item)) break;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else break;
  }
  return Math.max(1, lines.linePos(offset).line);
}
