import { parseDocument } from 'yaml';

/** A key at the margin with nothing behind it: what it holds stands on the lines below. */
const KEY = /^[\w-]+:[ \t\r]*(?:#[^\n]*)?\n?$/;
const KEY_WITH_VALUE = /^[\w-]+:[ \t\r\n]/;
/** Marks and directives of YAML that are about the text as a whole. */
const WHOLE_TEXT = /^(?:---|\.\.\.|%)/m;
const BLANK = /^[ \t\r]*(?:#[^\n]*)?\n?$/;
/** With its break, since one text in YAML ends with as many as there are. */
const LINE = /[^\n]*\n|[^\n]+$/g;

/**
 * The value of a YAML text that is lists under keys at the margin, as a town's files are, read some `length` characters at a time, whole
 * entries of a list together: the tree of a large town's sensors takes hundreds of MB, and that of a piece next to nothing.
 *
 * Undefined where the text is anything else, refers from one entry to another, or has a fault: then it is to be read as a whole. An entry
 * begins where a line has the dash of the list's first entry: whatever stands inside an entry, on however many lines, YAML has
 * further in (1.2.2 §8.2.1).
 */
export function yamlInPieces(text: string, length: number): Readonly<Record<string, unknown>> | undefined {
  const sections = WHOLE_TEXT.test(text) ? undefined : sectionsOf(text);
  if (sections === undefined) return undefined;
  const entries: [string, unknown][] = [];
  for (const section of sections) {
    const parts = piecesOf(section, length).map(entryIn);
    const [first] = parts;
    if (first === undefined || parts.includes(undefined) || entries.some(([key]) => key === first[0])) return undefined;
    entries.push([first[0], parts.length === 1 ? first[1] : parts.flatMap((part) => part?.[1] as readonly unknown[])]);
  }
  return Object.fromEntries(entries);
}

/** The lines of each key at the margin, that of the key first. */
function sectionsOf(text: string): readonly (readonly string[])[] | undefined {
  const sections: string[][] = [];
  for (const [line] of text.matchAll(LINE)) {
    if (/^[ \t\r\n#-]/.test(line)) {
      const section = sections.at(-1);
      if (section !== undefined) section.push(line);
      else if (!BLANK.test(line)) return undefined;
    } else if (KEY_WITH_VALUE.test(line)) sections.push([line]);
    else return undefined;
  }
  return sections;
}

function piecesOf([key = '', ...lines]: readonly string[], length: number): readonly string[] {
  const first = lines.find((line) => !BLANK.test(line)) ?? '';
  const indent = /^( *)-[ \t\r\n]/.exec(first)?.[1];
  if (indent === undefined || !KEY.test(key)) return [key + lines.join('')];
  const dash = new RegExp(`^${indent}-[ \\t\\r\\n]`);
  const pieces: string[] = [];
  let piece = key;
  let hasEntry = false;
  for (const line of lines) {
    const begins = dash.test(line);
    if (begins && hasEntry && piece.length > length) {
      pieces.push(piece);
      piece = key;
    }
    hasEntry ||= begins;
    piece += line;
  }
  return [...pieces, piece];
}

/** The one key of a piece and what it holds. */
function entryIn(piece: string): readonly [string, unknown] | undefined {
  const document = parseDocument(piece, { prettyErrors: false });
  if (document.errors.length > 0) return undefined;
  try {
    const [entry, ...others] = Object.entries(document.toJS() as Readonly<Record<string, unknown>>);
    return others.length === 0 ? entry : undefined;
  } catch {
    // What it refers to stands elsewhere.
    return undefined;
  }
}
