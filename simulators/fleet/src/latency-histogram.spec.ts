import { describe, expect, it } from 'vitest';
import { LatencyHistogram } from './latency-histogram.ts';

const of = (...times: readonly number[]) => {
  const histogram = new LatencyHistogram();
  for (const ms of times) histogram.add(ms);
  return histogram;
};

describe('a latency histogram', () => {
  it('says nothing before anything took its time', () => {
    expect([of().quantile(0.5), of().max, of().count]).toEqual([undefined, undefined, 0]);
  });

  it('rounds up to its next tenth of a millisecond', () => {
    const histogram = of(1.04, 2.02, 3.01, 9.99);
    expect([histogram.quantile(0.25), histogram.quantile(0.5), histogram.quantile(0.75), histogram.quantile(1)]).toEqual([1.1, 2.1, 3.1, 10]);
    expect(histogram.max).toBe(9.99);
  });

  it('counts one slow message in a hundred beyond the 99th percentile, and two within', () => {
    expect(of(...Array<number>(99).fill(1.05), 50.05).quantile(0.99)).toBe(1.1);
    expect(of(...Array<number>(98).fill(1.05), 50.05, 50.05).quantile(0.99)).toBe(50.1);
  });

  it('knows what took longer than its room only by the longest', () => {
    expect(of(70_000, 90_000).quantile(0.5)).toBe(90_000);
  });
});
