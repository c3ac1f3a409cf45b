import { describe, expect, it } from 'vitest';
import { reconnectDelay } from './reconnect-delay.ts';

describe('the wait before connecting again', () => {
  it('grows from at most one second to at most fifteen', () => {
    expect(reconnectDelay(1, 0)).toBe(500);
    expect(reconnectDelay(1, 1)).toBe(1_000);
    expect(reconnectDelay(3, 1)).toBe(2_500);
    expect(reconnectDelay(40, 1)).toBe(15_000);
  });
});
