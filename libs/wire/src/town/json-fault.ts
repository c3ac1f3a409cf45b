/** Where a text stops being JSON, and what could have stood there. */
export interface JsonFault {
  readonly offset: number;
  readonly expected: string;
}

const SPACE = /[ \t\r\n]*/y;
// Control characters may not stand in a JSON string; \p{Cc} names a few more of them, which no map needs.
const TOKEN =
  /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]/uy;

type Wanted = 'a value' | 'a value or "]"' | 'a name in double quotes' | 'a name in double quotes or "}"' | '":"' | '","' | 'the end';

/**
 * The first fault of a text that `JSON.parse` refused, or undefined when there is none (RFC 8259). Engines word their
 * refusals differently and do not always say where, which a line number needs.
 */
export function jsonFault(text: string): JsonFault | undefined {
  const open: ('{' | '[')[] = [];
  let wanted: Wanted = 'a value';
  for (let offset = 0; ; ) {
    offset += matchAt(SPACE, text, offset).length;
    if (offset >= text.length && wanted === 'the end') return undefined;
    const token = matchAt(TOKEN, text, offset);
    const next: Wanted | undefined = token === '' ? undefined : after(token, wanted, open);
    if (next === undefined) return { offset, expected: wanted === '","' ? `"," or "${open.at(-1) === '{' ? '}' : ']'}"` : wanted };
    wanted = next;
    offset += token.length;
  }
}

function matchAt(pattern: RegExp, text: string, offset: number): string {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? '';
}

/** What is wanted after `token`, or undefined when it may not stand here. Opens and closes groups as it goes. */
function after(token: string, wanted: Wanted, open: ('{' | '[')[]): Wanted | undefined {
  const closed = (): Wanted => (open.length === 0 ? 'the end' : '","');
  switch (wanted) {
    case 'a value':
    case 'a value or "]"':
      if (token === '{' || token === '[') {
        open.push(token);
        return token === '{' ? 'a name in double quotes or "}"' : 'a value or "]"';
      }
      if (token === ']' && wanted === 'a value or "]"') {
        open.pop();
        return closed();
      }
      return /^[}\],:]$/.test(token) ? undefined : closed();
    case 'a name in double quotes':
    case 'a name in double quotes or "}"':
      if (token === '}' && wanted === 'a name in double quotes or "}"') {
        open.pop();
        return closed();
      }
      return token.startsWith('"') ? '":"' : undefined;
    case '":"':
      return token === ':' ? 'a value' : undefined;
    case '","':
      if (token === ',') return open.at(-1) === '{' ? 'a name in double quotes' : 'a value';
      if (token !== (open.at(-1) === '{' ? '}' : ']')) return undefined;
      open.pop();
      return closed();
    case 'the end':
      return undefined;
  }
}
