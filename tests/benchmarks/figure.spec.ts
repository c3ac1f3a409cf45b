import { describe, expect, it } from 'vitest';
import { measured } from './figure.ts';

const rate = { name: 'rate', unit: 'msg/s' };

describe('the runs of a measure', () => {
  it.each([
    [[3, 1, 2], { min: 1, median: 2, max: 3 }],
    [[4, 1, 3, 2], { min: 1, median: 2.5, max: 4 }],
    [[7], { min: 7, median: 7, max: 7 }],
  ])('%j are summed up', (values, summary) => {
    expect(measured(rate, values)).toMatchObject({ ...summary, values });
  });

  it.each([
    ['exactly as many as wanted', { atLeast: 2 }, true],
    ['fewer than wanted', { atLeast: 2.1 }, false],
    ['exactly as many as allowed', { atMost: 2 }, true],
    ['more than allowed', { atMost: 1.9 }, false],
  ])('meet a goal by their median: %s', (_, goal, met) => {
    expect(measured({ ...rate, goal }, [1, 2, 100]).met).toBe(met);
  });

  it('say nothing of a goal where there is none', () => {
    expect(measured(rate, [1])).not.toHaveProperty('met');
  });

  it('are never none', () => {
    expect(() => measured(rate, [])).toThrow('"rate" was not measured');
  });
});
