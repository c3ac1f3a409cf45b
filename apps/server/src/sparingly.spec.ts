import { expect, it } from 'vitest';
import { sparingly } from './sparingly.ts';

it('tells one line of each kind a minute, and how many it left out', () => {
  const lines: string[] = [];
  let now = 0;
  const tell = sparingly((line) => lines.push(line), () => now);
  tell('too-long', 'first');
  tell('too-long', 'second');
  tell('topic-too-deep', 'another kind');
  now = 59_999;
  tell('too-long', 'third');
  now = 60_000;
  tell('too-long', 'fourth');
  now = 120_000;
  tell('too-long', 'fifth');
  expect(lines).toEqual(['first', 'another kind', 'fourth (2 more like it in the meantime)', 'fifth']);
});
