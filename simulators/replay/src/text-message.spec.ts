import { instant } from '@voldgrav/hydrology';
import { expect, it } from 'vitest';
import { TextMessage } from './text-message.ts';

const message = (said: string) => new TextMessage('sensors/r-03/json', said, instant(0));

it('has the bytes of its text', () => {
  expect([...message('{"æ":1}').payload]).toEqual([0x7b, 0x22, 0xc3, 0xa6, 0x22, 0x3a, 0x31, 0x7d]);
  expect(message('{"æ":1}').text).toBe('{"æ":1}');
});

// Whoever decodes the bytes reads U+FFFD for the one, and nothing for the other.
it.each([['half a surrogate pair', '{"\ud800":1}'], ['a byte order mark', '\ufeff{}']])('leaves %s to be read from the bytes', (_, said) => {
  expect(message(said).text).toBeUndefined();
});
