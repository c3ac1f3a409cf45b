import { describe, expect, it } from 'vitest';
import { asText, type ChartDoubt, doubtsWithin, sentenceOf } from './chart-doubts.ts';

const doubt = (sensor: string, t: number, check: string, detail = ''): ChartDoubt => ({ sensor, t, check, detail });
const say = ({ sensor, check, detail }: ChartDoubt) => `${sensor} ${check} ${detail}`.trim();

describe('what speaks against a moment of the chart', () => {
  const doubts = [doubt('r-1', 10, 'faulty-zero', 'first'), doubt('r-1', 20, 'faulty-zero', 'last'), doubt('r-2', 15, 'high-influx'), doubt('l-1', 15, 'spike'), doubt('r-1', 21, 'clock')];

  it('is each check of each of its sensors once, with what it found last, up to and with its end', () => {
    expect(doubtsWithin(doubts, ['r-1', 'r-2'], { from: 9, until: 20 }, say)).toEqual(['r-1 faulty-zero last', 'r-2 high-influx']);
    expect(doubtsWithin(doubts, ['r-1'], { from: 10, until: 15 }, say)).toEqual([]);
  });

  it('is no more than a tooltip has room for', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((check) => doubt('r-1', 1, check));
    expect(doubtsWithin(many, ['r-1'], { from: 0, until: 1 }, say)).toEqual(['r-1 a', 'r-1 b', 'r-1 c', 'r-1 d', '…']);
  });

  it('is a sentence in the language of the page, its figures too', () => {
    const names = { sensor: 'Ådalen <1>', check: 'frost i regnmåleren' };
    const found = { code: 'snow-in-funnel', figures: { temperature: -1.5 } } as const;
    expect(sentenceOf({ ...doubt('r-1', 1, 'frost', '-1.5 °C: snow may lie in the funnel'), found }, names, 'da', 'Europe/Copenhagen')).toMatch(/^▲ Ådalen &lt;1>: frost i regnmåleren \([-−]1,5 °C: der kan ligge sne i tragten\)$/);
    expect(sentenceOf(doubt('r-1', 1, 'frost'), names, 'da', 'Europe/Copenhagen')).toBe('▲ Ådalen &lt;1>: frost i regnmåleren');
  });

  it('is text, whatever stands in it', () => {
    expect(asText('<b>5 & 6</b>')).toBe('&lt;b>5 &amp; 6&lt;/b>');
  });
});
