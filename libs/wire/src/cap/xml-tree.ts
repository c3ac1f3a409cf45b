import { SaxesParser } from 'saxes';

/** An element with its namespace, its text and what stands in it. */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  /** Counted from 1, where it begins. */
  readonly line: number;
  /** By local name, without those that declare namespaces or say where a schema lies. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

interface Growing extends XmlElement {
  readonly children: Growing[];
  text: string;
}

const ABOUT_THE_DOCUMENT = new Set(['http://www.w3.org/2000/xmlns/', 'http://www.w3.org/2001/XMLSchema-instance']);
/** No message or feed is nearly so deep; whoever walks a tree by recursion may rely on it. */
const DEEPEST = 100;
/** Characters. */
const PIECE = 4_096;

/** Why a text is no XML that we read. */
export interface XmlFault {
  readonly line: number;
  readonly message: string;
}

/**
 * Reads XML with its namespaces. A document type is refused: it could make a few bytes into gigabytes, and no CAP message or
 * feed needs one. Faults are values.
 */
export function xmlTree(text: string): { readonly ok: true; readonly root: XmlElement } | { readonly ok: false; readonly fault: XmlFault } {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: Growing[] = [];
  let root: Growing | undefined;
  let fault: XmlFault | undefined;
  const fail = (message: string): void => {
    fault ??= { line: parser.line, message };
  };
  parser.on('error', ({ message }) => fail(message.replace(/^(\d+:)*\s*|\.$/g, '')));
  parser.on('doctype', () => fail('a document type is not allowed here'));
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (open.length >= DEEPEST) fail(`elements stand more than ${DEEPEST} deep in one another`);
    // Nobody reads on after a fault.
    if (fault !== undefined) return;
    const values = Object.fromEntries(Object.values(attributes).filter(({ uri: of }) => !ABOUT_THE_DOCUMENT.has(of)).map((attribute) => [attribute.local, attribute.value]));
    const element: Growing = { name: local, namespace: uri, line: parser.line, attributes: values, children: [], text: '' };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const addText = (more: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += more;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => void open.pop());
  const whole = text.replace(/^\uFEFF/, '');
  // A piece at a time: whoever nests elements without end must not keep the parser busy with all of them.
  for (let at = 0; at < whole.length && fault === undefined; at += PIECE) parser.write(whole.slice(at, at + PIECE));
  if (fault === undefined) parser.close();
  if (fault !== undefined) return { ok: false, fault };
  if (root === undefined) return { ok: false, fault: { line: 1, message: 'there is no element' } };
  return { ok: true, root };
}
