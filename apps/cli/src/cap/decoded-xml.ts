import { TextDecoder } from 'node:util';

/** The text of an XML file by the encoding that its first bytes name, UTF-8 where they name none (XML 1.0, appendix F); or why it has none. */
export function decodedXml(bytes: Uint8Array): string | { readonly fault: string } {
  const encoding = encodingOf(bytes);
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
  } catch {
    return { fault: `the encoding "${encoding}" is not known; CAP is usually UTF-8` };
  }
  try {
    return decoder.decode(bytes);
  } catch {
    return { fault: `these bytes are no ${encoding}` };
  }
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const beginning = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  return /^(?:\xEF\xBB\xBF)?<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(beginning)?.[1] ?? 'utf-8';
}
