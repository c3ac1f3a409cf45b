import type { PayloadShown } from '@voldgrav/wire';

const MOST_TEXT = 1_000;
const MOST_BYTES = 256;
/** What no text has in it: control characters apart from tab and line ends. */
// eslint-disable-next-line no-control-regex
const NO_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** The beginning of a payload as a person can read it: its text where it is one, else its bytes in hex, two letters each. */
export function shownPayload(payload: Uint8Array): PayloadShown {
  const bytes = payload.length;
  const text = textOf(payload);
  if (text !== undefined) return { as: 'text', shown: text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text, bytes };
  const hex = [...payload.subarray(0, MOST_BYTES)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return { as: 'hex', shown: bytes > MOST_BYTES ? `${hex} …` : hex, bytes };
}

function textOf(payload: Uint8Array): string | undefined {
  try {
    // Cut where a letter ends, so that a long text is still one.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(payload.subarray(0, 4 * MOST_TEXT), { stream: payload.length > 4 * MOST_TEXT });
    return NO_TEXT.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
