import { describe, expect, it } from 'vitest';
import { shownPayload } from './shown-payload.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

describe('a payload for a person to read', () => {
  it.each([
    ['text', utf8('{"level_m": "høj"}'), { as: 'text', shown: '{"level_m": "høj"}', bytes: 19 }],
    ['nothing', utf8(''), { as: 'text', shown: '', bytes: 0 }],
    ['bytes', Uint8Array.from([0x02, 0xff, 0x00]), { as: 'hex', shown: '02 ff 00', bytes: 3 }],
    ['text with a zero in it', utf8('a\u0000b'), { as: 'hex', shown: '61 00 62', bytes: 3 }],
  ])('%s', (_case, payload, shown) => {
    expect(shownPayload(payload)).toEqual(shown);
  });

  it('is cut, and says how long it is', () => {
    expect(shownPayload(utf8('x'.repeat(1_001)))).toEqual({ as: 'text', shown: `${'x'.repeat(1_000)}…`, bytes: 1_001 });
    expect(shownPayload(new Uint8Array(257))).toEqual({ as: 'hex', shown: `${'00 '.repeat(256)}…`, bytes: 257 });
  });

  it('stays text where the cut falls inside a letter', () => {
    // 'ø' takes two bytes: the four-thousandth byte is the first half of one.
    expect(shownPayload(utf8(`a${'ø'.repeat(3_000)}`)).as).toBe('text');
  });
});
