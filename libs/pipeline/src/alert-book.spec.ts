import type { AlertRule } from '@voldgrav/alert';
import { instant, seconds } from '@voldgrav/hydrology';
import { expect, it } from 'vitest';
import { AlertBook } from './alert-book.ts';

const FRESH = 90_000;
const TEXT = { da: '', en: '' };
const at = (second: number) => instant(second * 1_000);
const rule = (id: string): AlertRule => ({
  id, name: TEXT, asset: `road-${id}`, measure: { kind: 'water-level' }, abnormal: 'above', setPoint: 2, deadband: 0.1, onDelay: seconds(0), offDelay: seconds(0),
  severity: 2, cause: TEXT, consequence: TEXT, response: TEXT, minutesToRespond: 10, organisation: 'roads',
});

it('the oldest alert that somebody still has to see or close is known by when its episode began', () => {
  const book = new AlertBook();
  const [first, second] = [rule('a'), rule('b')];
  expect(book.oldestOpen()).toBeUndefined();
  book.observe(second, { at: at(200), value: 2.5 }, FRESH);
  const [raised] = book.observe(first, { at: at(100), value: 2.5 }, FRESH);
  expect(book.oldestOpen()).toBe(at(100));
  book.acknowledge(raised?.alert.id ?? '', { at: at(210), by: 'A' });
  expect(book.oldestOpen()).toBe(at(100));
  book.observe(first, { at: at(220), value: 1 }, FRESH);
  expect(book.oldestOpen()).toBe(at(200));
  // It has returned, but nobody has seen it: it stays open.
  book.observe(second, { at: at(230), value: 1 }, FRESH);
  expect(book.oldestOpen()).toBe(at(200));
});
