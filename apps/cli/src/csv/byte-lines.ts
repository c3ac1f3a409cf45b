/** A line as it came: its bytes are those of `bytes` from `begin` to before `end`, without the line's end. */
export type TakeLine = (bytes: Uint8Array, begin: number, end: number, number: number) => void;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Hands over every line with its number, counted from 1 as an editor does, without making a text of it. */
export async function eachByteLine(input: AsyncIterable<string | Uint8Array>, take: TakeLine): Promise<void> {
  const encoder = new TextEncoder();
  let rest = new Uint8Array();
  let number = 0;
  const line = (bytes: Uint8Array, begin: number, end: number): void => {
    number += 1;
    take(bytes, begin, end > begin && bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end, number);
  };
  for await (const chunk of input) {
    const bytes = joined(rest, typeof chunk === 'string' ? encoder.encode(chunk) : chunk);
    let begin = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, begin)) {
      line(bytes, begin, end);
      begin = end + 1;
    }
    rest = bytes.slice(begin);
  }
  if (rest.length > 0) line(rest, 0, rest.length);
}

function joined(rest: Uint8Array, chunk: Uint8Array): Uint8Array {
  if (rest.length === 0) return chunk;
  const bytes = new Uint8Array(rest.length + chunk.length);
  bytes.set(rest);
  bytes.set(chunk, rest.length);
  return bytes;
}
