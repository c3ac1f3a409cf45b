import { instant, isoOf } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { KeyOrders } from './key-orders.ts';
import { replayOrder, seekTarget, type ReplayOrder } from './replay-order.ts';

const NOW = instant(Date.UTC(2026, 7, 26, 10, 5, 30));

describe('a line of orders', () => {
  it.each<[string, ReplayOrder]>([
    ['pause', { kind: 'pause' }],
    [' step ', { kind: 'step' }],
    ['seek 2026-08-26 10:00', { kind: 'seek', to: '2026-08-26 10:00' }],
    ['speed 60', { kind: 'speed', speed: 60 }],
    ['speed max', { kind: 'speed', speed: 'max' }],
    ['speed 0', { kind: 'unknown', text: 'speed 0' }],
    ['seek', { kind: 'unknown', text: 'seek' }],
    ['quit now', { kind: 'unknown', text: 'quit now' }],
  ])('%s', (line, order) => {
    expect(replayOrder(line)).toEqual(order);
  });
});

it.each([
  ['2026-08-25T23:00:00+02:00', '2026-08-25T21:00:00.000Z'],
  ['09:00', '2026-08-26T09:00:00.000Z'],
  ['23:59:30', '2026-08-26T23:59:30.000Z'],
  ['-10', '2026-08-26T09:55:30.000Z'],
  ['+1.5', '2026-08-26T10:07:00.000Z'],
  ['25:00', undefined],
  ['noon', undefined],
])('a moment to go to: %s', (text, iso) => {
  const at = seekTarget(text, NOW);
  expect(at === undefined ? undefined : isoOf(at)).toBe(iso);
});

describe('the keys', () => {
  function pressed(...chunks: readonly string[]): readonly ReplayOrder[] {
    const orders: ReplayOrder[] = [];
    const keys = new KeyOrders((order) => orders.push(order), () => undefined);
    for (const chunk of chunks) keys.hear(chunk);
    return orders;
  }

  it('are an order each, however the terminal cuts them', () => {
    expect(pressed(' ', '\u001b[C\u001b[D', '+x-q')).toEqual([{ kind: 'toggle' }, { kind: 'step' }, { kind: 'seek', to: '-10' }, { kind: 'faster' }, { kind: 'slower' }, { kind: 'quit' }]);
  });

  it('write a time after s, with a slip put right, and are letters until Enter', () => {
    expect(pressed('s', '10:4', '\u007f05', '\r', ' ')).toEqual([{ kind: 'seek', to: '10:05' }, { kind: 'toggle' }]);
    expect(pressed('s\r ')).toEqual([{ kind: 'toggle' }]);
  });

  it('end it with Ctrl-C at any time', () => {
    expect(pressed('s10\u0003')).toEqual([{ kind: 'quit' }]);
  });
});
