import { instant } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { LookPace } from './look-pace.ts';

const TEN = Date.parse('2026-08-26T10:00:00Z');
const after = (ms: number) => instant(TEN + ms);

describe('the pace of looking', () => {
  it('looks at the first message, not at those within a second of it, and again at a second', () => {
    const pace = new LookPace();
    expect([0, 1, 999, 1_000, 1_999, 2_000].map((ms) => pace.due('basin-2', after(ms)))).toEqual([true, false, false, true, false, true]);
  });

  it('looks no sooner than a thing has rested', () => {
    const pace = new LookPace();
    expect([0, 1_000, 4_499, 4_500].map((ms) => pace.due('basin-2', after(ms), 4_500))).toEqual([true, false, false, true]);
  });

  it('keeps things apart', () => {
    const pace = new LookPace();
    expect([pace.due('basin-1', after(0)), pace.due('basin-2', after(0)), pace.due('basin-1', after(0))]).toEqual([true, true, false]);
  });

  it('looks at once when the clock was set back', () => {
    const pace = new LookPace();
    expect([pace.due('basin-1', after(0)), pace.due('basin-1', after(-3_600_000)), pace.due('basin-1', after(-3_599_999))]).toEqual([true, true, false]);
  });

  it('leaves to the ticks what several messages come about between two of them, until that is over', () => {
    const pace = new LookPace();
    expect([0, 300].map((ms) => pace.due('basin-2', after(ms)))).toEqual([true, false]);
    pace.ticked();
    expect([1_300, 1_900].map((ms) => pace.due('basin-2', after(ms)))).toEqual([false, false]);
    pace.ticked();
    expect(pace.due('basin-2', after(3_500))).toBe(false);
    pace.ticked();
    expect(pace.due('basin-2', after(4_600))).toBe(true);
  });

  it('answers at once where one message comes between two ticks', () => {
    const pace = new LookPace();
    const answers = [0, 1_000, 2_000, 3_000].map((ms) => {
      const due = pace.due('basin-2', after(ms + 100));
      pace.ticked();
      return due;
    });
    expect(answers).toEqual([true, true, true, true]);
  });
});
