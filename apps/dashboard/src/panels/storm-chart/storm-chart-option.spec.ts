import { describe, expect, it } from 'vitest';
import { stormChartOption, type StormChartData } from './storm-chart-option.ts';

const PALETTE = { text: '', quiet: '', line: '', rain: '', water: '', limit: '', suspect: '', panel: '', font: '' };
const WORDS = {
  rain: 'rain', rainAxis: 'mm in 5 min', level: 'level', levelAxis: 'm DVR90', crest: 'Crest 2.10 m', setPoint: (level: number) => `Limit ${level}`,
  suspect: 'suspect', time: (at: number) => `t${at}`, number: (value: number, decimals: number) => value.toFixed(decimals),
};
const MINUTE = 60_000;
const DATA: StormChartData = {
  rain: [{ t: 5 * MINUTE, mm: 3.4, doubted: true }], stepMs: 5 * MINUTE,
  levels: [{ t: MINUTE, level: 1.2, flag: 1 }, { t: 2 * MINUTE, level: 1.9, flag: 3 }, { t: 9 * MINUTE, level: 2.5, flag: 1 }],
  longestGap: 90_000, from: 0, to: 60 * MINUTE, bottom: 0.6, crest: 2.1, setPoints: [1.9],
  doubts: (of, from, until) => [`${of} ${from}–${until}`],
};
interface Series { readonly id: string; readonly data: readonly unknown[] }
const option = stormChartOption(DATA, PALETTE, WORDS, 300) as unknown as {
  readonly series: readonly Series[];
  readonly yAxis: readonly { readonly inverse?: boolean; readonly min: number; readonly max: number }[];
  readonly tooltip: { readonly formatter: (parameters: unknown) => string };
};
const series = (id: string): Series | undefined => option.series.find((each) => each.id === id);

describe('the storm chart', () => {
  it('lets rain hang from the top, each depth over its own step', () => {
    // 3.4 mm fits within two steps of 2 mm; steps of 1 mm would be four.
    expect(option.yAxis[0]).toMatchObject({ inverse: true, min: 0, max: 4, interval: 2 });
    expect(series('rain')?.data).toEqual([[0, 3.4], [5 * MINUTE, 3.4]]);
  });

  it.each([110, 125, 169, 170, 300, 600])('leaves room between rain and water for what is written there, in a chart of %i px', (height) => {
    const { grid, yAxis } = stormChartOption(DATA, PALETTE, WORDS, height) as unknown as { readonly grid: readonly { readonly top: number; readonly height: number; readonly bottom: number }[]; readonly yAxis: readonly { readonly interval: number; readonly max: number }[] };
    const [rain, level] = grid as [(typeof grid)[0], (typeof grid)[0]];
    // Half of the rain's last figure, a line of 11 px and the 6 px that it stands above the scale.
    expect(level.top - rain.top - rain.height).toBeGreaterThanOrEqual(6 + 11 + 6);
    expect(height - level.bottom - level.top).toBeGreaterThan(20);
    // Figures of 11 px stand apart.
    expect(rain.height / (yAxis[0]!.max / yAxis[0]!.interval)).toBeGreaterThanOrEqual(12);
  });

  it('breaks the rain where a step is missing', () => {
    const rain = [{ t: 5 * MINUTE, mm: 1 }, { t: 10 * MINUTE, mm: 2 }, { t: 20 * MINUTE, mm: 3 }].map((bar) => ({ ...bar, doubted: false }));
    const broken = stormChartOption({ ...DATA, rain }, PALETTE, WORDS, 300) as unknown as typeof option;
    expect(broken.series.find(({ id }) => id === 'rain')?.data).toEqual([
      [0, 1], [5 * MINUTE, 1], [10 * MINUTE, 2], [10 * MINUTE, null], [15 * MINUTE, 3], [20 * MINUTE, 3],
    ]);
  });

  it('breaks the water level where nothing was measured', () => {
    expect(series('level')?.data).toEqual([[MINUTE, 1.2], [2 * MINUTE, 1.9], [2 * MINUTE + 1, null], [9 * MINUTE, 2.5]]);
  });

  it('names the crest and the limits at their levels', () => {
    const across = (level: number, name: string) => [{ value: [0, level], label: { formatter: name } }, { value: [60 * MINUTE, level] }];
    expect(series('crest')?.data).toMatchObject(across(2.1, 'Crest 2.10 m'));
    expect(series('limit-1.9')?.data).toMatchObject(across(1.9, 'Limit 1.9'));
  });

  it('keeps bottom, crest and the highest water in view', () => {
    expect(option.yAxis[1]?.min).toBeLessThanOrEqual(0.6);
    expect(option.yAxis[1]?.max).toBeGreaterThanOrEqual(2.5);
  });

  it('marks doubtful points apart', () => {
    expect(series('suspect')?.data).toEqual([[2 * MINUTE, 1.9]]);
    expect(series('suspect-rain')?.data).toEqual([[5 * MINUTE, 3.4]]);
  });

  it('tells rain and level of the moment under the cursor, with what speaks against them, and nothing where nothing was measured', () => {
    expect(option.tooltip.formatter([{ value: [2 * MINUTE, 1.9] }])).toBe('<b>t120000</b><br>3.4 mm in 5 min · suspect<br>rain 0–300000<br>1.90 m DVR90 · suspect<br>level 90000–120000');
    expect(option.tooltip.formatter([{ value: [30 * MINUTE, null] }])).toBe('<b>t1800000</b>');
  });
});
