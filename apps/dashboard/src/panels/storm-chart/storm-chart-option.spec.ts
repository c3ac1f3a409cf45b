import { describe, expect, it } from 'vitest';
import { stormChartOption, type StormChartData } from './storm-chart-option.ts';

const PALETTE = { text: '', quiet: '', line: '', rain: '', water: '', limit: '', suspect: '', panel: '', font: '' };
const WORDS = {
  rain: 'rain', rainAxis: 'mm in 5 min', level: 'level', levelAxis: 'm DVR90', crest: 'Crest 2.10 m', setPoint: (level: number) => `Limit ${level}`,
  suspect: 'suspect', time: (at: number) => `t${at}`, number: (value: number, decimals: number) => value.toFixed(decimals),
};
const MINUTE = 60_000;
const DATA: StormChartData = {
  rain: [{ t: 5 * MINUTE, mm: 3.4 }], stepMs: 5 * MINUTE,
  levels: [{ t: MINUTE, level: 1.2, flag: 1 }, { t: 2 * MINUTE, level: 1.9, flag: 3 }, { t: 9 * MINUTE, level: 2.5, flag: 1 }],
  longestGap: 90_000, from: 0, to: 60 * MINUTE, bottom: 0.6, crest: 2.1, setPoints: [1.9],
};
interface Series { readonly id: string; readonly data: readonly (readonly [number, number | null])[]; readonly markLine?: { readonly data: readonly { readonly yAxis: number; readonly label: { readonly formatter: string } }[] } }
const option = stormChartOption(DATA, PALETTE, WORDS) as unknown as {
  readonly series: readonly Series[];
  readonly yAxis: readonly { readonly inverse?: boolean; readonly min: number; readonly max: number }[];
  readonly tooltip: { readonly formatter: (parameters: unknown) => string };
};
const series = (id: string): Series | undefined => option.series.find((each) => each.id === id);

describe('the storm chart', () => {
  it('lets rain hang from the top, each bar in the middle of its step', () => {
    expect(option.yAxis[0]).toMatchObject({ inverse: true, min: 0, max: 4 });
    expect(series('rain')?.data).toEqual([[2.5 * MINUTE, 3.4]]);
  });

  it('breaks the water level where nothing was measured', () => {
    expect(series('level')?.data).toEqual([[MINUTE, 1.2], [2 * MINUTE, 1.9], [2 * MINUTE + 1, null], [9 * MINUTE, 2.5]]);
  });

  it('names the crest and the limits at their levels', () => {
    expect(series('level')?.markLine?.data.map(({ yAxis, label }) => [yAxis, label.formatter])).toEqual([[2.1, 'Crest 2.10 m'], [1.9, 'Limit 1.9']]);
  });

  it('keeps bottom, crest and the highest water in view', () => {
    expect(option.yAxis[1]?.min).toBeLessThanOrEqual(0.6);
    expect(option.yAxis[1]?.max).toBeGreaterThanOrEqual(2.5);
  });

  it('marks doubtful points apart', () => {
    expect(series('suspect')?.data).toEqual([[2 * MINUTE, 1.9]]);
  });

  it('tells rain and level of the moment under the cursor, and nothing where nothing was measured', () => {
    expect(option.tooltip.formatter([{ value: [2 * MINUTE, 1.9] }])).toBe('<b>t120000</b><br>3.4 mm in 5 min<br>1.90 m DVR90 · suspect');
    expect(option.tooltip.formatter([{ value: [30 * MINUTE, null] }])).toBe('<b>t1800000</b>');
  });
});
