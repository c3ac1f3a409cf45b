import { DAY, HOUR, instant } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { inHalves } from './in-halves.ts';

const question = (after: number, until: number, joined?: number) => ({ measurement: 'level_m_1h', sensor: 'l-1', joined, window: { after: instant(after), until: instant(until) } });

describe('a question in halves', () => {
  it('is cut between two windows, and nothing of it is lost or asked for twice', () => {
    // The middle of the time is 13:30 on day 182; the last window of 6 h that has ended by then ends at 12:00.
    expect(inHalves([question(HOUR, 365 * DAY + 2 * HOUR, 21_600)])).toEqual([
      [question(HOUR, 182 * DAY + 12 * HOUR, 21_600)],
      [question(182 * DAY + 12 * HOUR, 365 * DAY + 2 * HOUR, 21_600)],
    ]);
  });

  it('stays whole where it is short, or where no windows are joined', () => {
    const short = [question(0, 499 * 6 * HOUR, 21_600)];
    const plain = [question(0, 365 * DAY)];
    expect(inHalves(short)).toEqual([short]);
    expect(inHalves(plain)).toEqual([plain]);
  });

  it('has an empty half where a short question stands beside a long one', () => {
    const [earlier = [], later = []] = inHalves([question(0, 500 * 6 * HOUR, 21_600), question(HOUR, 2 * HOUR, 21_600)]);
    expect(earlier[1]).toEqual(question(HOUR, HOUR, 21_600));
    expect(later[1]).toEqual(question(HOUR, 2 * HOUR, 21_600));
  });
});
