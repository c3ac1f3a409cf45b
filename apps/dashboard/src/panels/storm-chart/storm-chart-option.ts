import type { EChartsCoreOption } from 'echarts/core';
import type { RainBar } from './mean-rain.ts';
import { type LevelPoint, withGaps } from './with-gaps.ts';

export interface StormChartData {
  readonly rain: readonly RainBar[];
  readonly stepMs: number;
  readonly levels: readonly LevelPoint[];
  /** Distance in ms between two levels beyond which the line is broken. */
  readonly longestGap: number;
  readonly from: number;
  readonly to: number;
  readonly bottom: number;
  readonly crest: number;
  readonly setPoints: readonly number[];
}

export interface StormChartPalette {
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly rain: string;
  readonly water: string;
  readonly limit: string;
  readonly suspect: string;
  readonly panel: string;
  readonly font: string;
}

export interface StormChartWords {
  readonly rain: string;
  readonly rainAxis: string;
  readonly level: string;
  readonly levelAxis: string;
  readonly crest: string;
  readonly setPoint: (level: number) => string;
  readonly suspect: string;
  readonly time: (at: number) => string;
  readonly number: (value: number, decimals: number) => string;
}

const LEFT = 54;
const RIGHT = 18;
const SUSPECT_FROM = 3;
/** Rain so light that a scale fitted to it would look like a storm is drawn against this many mm. */
const LEAST_RAIN_SCALE = 2;

/**
 * Hyetograph over hydrograph on one time axis: rain hangs from the top, the water stands below it, and the crest and the
 * alert's limits are lines with names. Data in, option out; nothing here knows the browser.
 */
export function stormChartOption(data: StormChartData, palette: StormChartPalette, words: StormChartWords): EChartsCoreOption {
  const { from, to } = data;
  const time = { type: 'time', min: from, max: to, axisLine: { lineStyle: { color: palette.line } }, splitNumber: 6 } as const;
  const label = { color: palette.quiet, fontSize: 11, fontFamily: palette.font };
  const split = { lineStyle: { color: palette.line, opacity: 0.5 } };
  return {
    animation: false,
    textStyle: { fontFamily: palette.font },
    grid: [
      { left: LEFT, right: RIGHT, top: 20, height: '24%' },
      { left: LEFT, right: RIGHT, top: '42%', bottom: 24 },
    ],
    axisPointer: { link: [{ xAxisIndex: 'all' }], lineStyle: { color: palette.quiet }, label: { show: false } },
    tooltip: {
      trigger: 'axis',
      backgroundColor: palette.panel,
      borderColor: palette.line,
      textStyle: { color: palette.text, fontSize: 12 },
      formatter: (parameters: unknown) => tooltipText(parameters, data, words),
    },
    xAxis: [
      { ...time, gridIndex: 0, axisLabel: { show: false }, axisTick: { show: false } },
      { ...time, gridIndex: 1, axisLabel: { ...label, hideOverlap: true, formatter: (at: number) => words.time(at) } },
    ],
    yAxis: [
      {
        gridIndex: 0, inverse: true, min: 0, max: Math.max(LEAST_RAIN_SCALE, Math.ceil(Math.max(0, ...data.rain.map((bar) => bar.mm)))),
        splitNumber: 2, name: words.rainAxis, nameLocation: 'start', nameGap: 6,
        nameTextStyle: { ...label, align: 'left', padding: [0, 0, 0, -LEFT + 14] }, axisLabel: { ...label, formatter: (mm: number) => words.number(mm, mm % 1 === 0 ? 0 : 1) }, splitLine: split,
      },
      {
        gridIndex: 1, min: levelFloor(data), max: levelCeiling(data), splitNumber: 4, name: words.levelAxis, nameLocation: 'end', nameGap: 6,
        nameTextStyle: { ...label, align: 'left', padding: [0, 0, 0, -LEFT + 14] }, axisLabel: { ...label, formatter: (level: number) => words.number(level, 1) }, splitLine: split,
      },
    ],
    series: [
      {
        id: 'rain', type: 'bar', xAxisIndex: 0, yAxisIndex: 0, name: words.rain, barWidth: `${barShare(data)}%`, barMaxWidth: 26,
        itemStyle: { color: palette.rain }, data: data.rain.map(({ t, mm }) => [t - data.stepMs / 2, mm]),
      },
      {
        id: 'level', type: 'line', xAxisIndex: 1, yAxisIndex: 1, name: words.level, showSymbol: false, connectNulls: false,
        lineStyle: { color: palette.water, width: 2 }, areaStyle: { color: palette.water, opacity: 0.14, origin: 'start' }, itemStyle: { color: palette.water },
        data: withGaps(data.levels, data.longestGap),
        markLine: { silent: true, symbol: 'none', animation: false, data: limitLines(data, palette, words) },
      },
      {
        id: 'suspect', type: 'line', xAxisIndex: 1, yAxisIndex: 1, name: words.suspect, showSymbol: true, symbol: 'emptyCircle', symbolSize: 7,
        lineStyle: { width: 0, opacity: 0 }, itemStyle: { color: palette.suspect },
        data: data.levels.filter(({ flag }) => flag >= SUSPECT_FROM && flag < 9).map(({ t, level }) => [t, level]),
      },
    ],
  };
}

function limitLines(data: StormChartData, palette: StormChartPalette, words: StormChartWords): readonly object[] {
  const line = (level: number, name: string, width: number) => ({
    yAxis: level,
    lineStyle: { color: palette.limit, type: width > 1 ? 'solid' : 'dashed', width },
    label: { formatter: name, position: 'insideStartTop', color: palette.limit, fontSize: 11, fontFamily: palette.font },
  });
  return [line(data.crest, words.crest, 2), ...data.setPoints.map((level) => line(level, words.setPoint(level), 1))];
}

/** From a tenth below the bottom to a fifth above the crest, so that the way up to the crest is readable. */
const levelFloor = ({ bottom, crest }: StormChartData): number => Math.floor((bottom - (crest - bottom) * 0.05) * 10) / 10;
const levelCeiling = ({ bottom, crest, levels }: StormChartData): number =>
  Math.ceil(Math.max(crest + (crest - bottom) * 0.2, ...levels.map((point) => point.level)) * 10) / 10;

/** A bar as wide as its step, less a hair, in per cent of the axis' own idea of a category. */
const barShare = ({ stepMs, from, to }: StormChartData): number => Math.max(30, Math.min(92, (stepMs / (to - from)) * 10_000));

function tooltipText(parameters: unknown, data: StormChartData, words: StormChartWords): string {
  const [first] = parameters as readonly { readonly value: readonly [number, number | null] }[];
  if (first === undefined) return '';
  const at = first.value[0];
  const bar = data.rain.find(({ t }) => at > t - data.stepMs && at <= t);
  const level = data.levels.reduce<LevelPoint | undefined>(
    (nearest, next) => (Math.abs(next.t - at) <= data.longestGap && (nearest === undefined || Math.abs(next.t - at) < Math.abs(nearest.t - at)) ? next : nearest),
    undefined,
  );
  return [
    `<b>${words.time(at)}</b>`,
    ...(bar === undefined ? [] : [`${words.number(bar.mm, 1)} ${words.rainAxis}`]),
    ...(level === undefined ? [] : [`${words.number(level.level, 2)} ${words.levelAxis}${level.flag >= SUSPECT_FROM ? ` · ${words.suspect}` : ''}`]),
  ].join('<br>');
}
