import type { EChartsCoreOption } from 'echarts/core';
import { isDoubted, type RainBar } from './mean-rain.ts';
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
  /** What speaks against the rain, or against the level, of (from, until], in sentences. */
  readonly doubts: (of: 'rain' | 'level', from: number, until: number) => readonly string[];
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
/** Rain so light that a scale fitted to it would look like a storm is drawn against this many mm. */
const LEAST_RAIN_SCALE = 2;

/** Below this height in px nothing has room for more than the ends of a scale. */
const LOW = 170;

/** Where rain and water stand in a chart so high, in px: what is written between them needs as much room in a low chart as in a high one. */
function gridsIn(height: number): { readonly isLow: boolean; readonly rain: { readonly top: number; readonly height: number }; readonly level: { readonly top: number; readonly bottom: number } } {
  const isLow = height < LOW;
  const [top, between, bottom] = isLow ? [20, 28, 22] : [28, 34, 24];
  const rain = Math.max(16, Math.round((height - top - between - bottom) * 0.32));
  return { isLow, rain: { top, height: rain }, level: { top: top + rain + between, bottom } };
}

/**
 * Hyetograph over hydrograph on one time axis, in a chart `height` px high: rain hangs from the top, the water stands below it, and the crest and the
 * alert's limits are lines with names. Data in, option out; nothing here knows the browser.
 */
export function stormChartOption(data: StormChartData, palette: StormChartPalette, words: StormChartWords, height: number): EChartsCoreOption {
  const grids = gridsIn(height);
  const { from, to } = data;
  const time = { type: 'time', min: from, max: to, axisLine: { lineStyle: { color: palette.line } }, splitNumber: 6 } as const;
  const label = { color: palette.quiet, fontSize: 11, fontFamily: palette.font };
  const name = { nameGap: 11, nameTextStyle: { ...label, align: 'left', padding: [0, 0, 0, -LEFT + 14] } };
  const marks = {
    type: 'line', name: words.suspect, showSymbol: true, symbol: 'emptyCircle', symbolSize: 7, lineStyle: { width: 0, opacity: 0 }, itemStyle: { color: palette.suspect },
  } as const;
  const split = { lineStyle: { color: palette.line, opacity: 0.5 } };
  return {
    animation: false,
    textStyle: { fontFamily: palette.font },
    grid: [
      { left: LEFT, right: RIGHT, ...grids.rain },
      { left: LEFT, right: RIGHT, ...grids.level },
    ],
    axisPointer: { link: [{ xAxisIndex: 'all' }], lineStyle: { color: palette.quiet }, label: { show: false } },
    tooltip: {
      trigger: 'axis',
      confine: true,
      extraCssText: 'max-width: 380px; white-space: normal;',
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
        gridIndex: 0, inverse: true, min: 0, ...rainScale(data.rain, grids.isLow), name: words.rainAxis, nameLocation: 'start', ...name, splitLine: split,
        axisLabel: { ...label, formatter: (mm: number) => words.number(mm, mm % 1 === 0 ? 0 : 1) },
      },
      {
        gridIndex: 1, min: levelFloor(data), max: levelCeiling(data), splitNumber: grids.isLow ? 2 : 4, name: words.levelAxis, nameLocation: 'end', ...name, nameGap: 6, splitLine: split,
        // The ends of this scale are where the data end, not round figures that help to read it.
        axisLabel: { ...label, showMinLabel: false, showMaxLabel: false, formatter: (level: number) => words.number(level, 1) },
      },
    ],
    series: [
      {
        // Blocks without gaps, as hyetographs are drawn. A stepped line fills them, which saves loading the bar chart.
        id: 'rain', type: 'line', step: 'start', symbol: 'none', connectNulls: false, xAxisIndex: 0, yAxisIndex: 0, name: words.rain,
        lineStyle: { width: 0 }, areaStyle: { color: palette.rain, opacity: 1, origin: 'start' }, itemStyle: { color: palette.rain }, data: blocks(data),
      },
      {
        id: 'level', type: 'line', xAxisIndex: 1, yAxisIndex: 1, name: words.level, showSymbol: false, connectNulls: false,
        lineStyle: { color: palette.water, width: 2 }, areaStyle: { color: palette.water, opacity: 0.14, origin: 'start' }, itemStyle: { color: palette.water },
        data: withGaps(data.levels, data.longestGap),
      },
      ...limitLines(data, palette, words),
      {
        // At the step's end, or where the chart ends before it.
        id: 'suspect-rain', xAxisIndex: 0, yAxisIndex: 0, ...marks, data: data.rain.filter(({ doubted }) => doubted).map(({ t, mm }) => [Math.min(t, to), mm]),
      },
      {
        id: 'suspect', xAxisIndex: 1, yAxisIndex: 1, ...marks,
        data: data.levels.filter(({ flag }) => isDoubted(flag)).map(({ t, level }) => [t, level]),
      },
    ],
  };
}

/** Lines across the chart with their names at the left end, apart from each other; a marker component costs more to load. */
function limitLines(data: StormChartData, palette: StormChartPalette, words: StormChartWords): readonly object[] {
  const line = (id: string, level: number, name: string, width: number) => ({
    id, type: 'line', xAxisIndex: 1, yAxisIndex: 1, silent: true, symbol: 'circle', symbolSize: 1, showSymbol: true, z: 1, itemStyle: { color: palette.limit },
    lineStyle: { color: palette.limit, type: width > 1 ? 'solid' : 'dashed', width },
    data: [{ value: [data.from, level], label: { show: true, formatter: name, position: [12, level < data.crest ? 5 : -16], color: palette.limit, fontSize: 11, fontFamily: palette.font } }, { value: [data.to, level] }],
    tooltip: { show: false },
  });
  return [line('crest', data.crest, words.crest, 2), ...data.setPoints.map((level) => line(`limit-${level}`, level, words.setPoint(level), 1))];
}

/** Steps a person reads at a glance. */
const RAIN_STEPS = [0.5, 1, 2, 5, 10, 20, 50];
const MOST_STEPS = 3;

/** A scale from 0 that ends on a whole step, at most three steps long, so that its labels never stand on each other; of a low chart only its ends are told. */
function rainScale(rain: readonly RainBar[], isLow: boolean): { readonly max: number; readonly interval: number } {
  const most = Math.max(LEAST_RAIN_SCALE, ...rain.map(({ mm }) => mm));
  const interval = RAIN_STEPS.find((step) => step * MOST_STEPS >= most) ?? most;
  const max = Math.ceil(most / interval) * interval;
  return { interval: isLow ? max : interval, max };
}

/** From a tenth below the bottom to a fifth above the crest, so that the way up to the crest is readable. */
const levelFloor = ({ bottom, crest }: StormChartData): number => Math.floor((bottom - (crest - bottom) * 0.05) * 10) / 10;
const levelCeiling = ({ bottom, crest, levels }: StormChartData): number =>
  Math.ceil(Math.max(crest + (crest - bottom) * 0.2, ...levels.map((point) => point.level)) * 10) / 10;

/** Each depth over its own step; where a step is missing the blocks are broken, since no word is not no rain. */
function blocks({ rain, stepMs }: StormChartData): readonly (readonly [number, number | null])[] {
  return rain.flatMap(({ t, mm }, index) => {
    const before = rain[index - 1]?.t;
    const opening: readonly (readonly [number, number | null])[] = before === t - stepMs ? [] : [...(before === undefined ? [] : [[before, null] as const]), [t - stepMs, mm]];
    return [...opening, [t, mm] as const];
  });
}

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
    ...(bar === undefined ? [] : [`${words.number(bar.mm, 1)} ${words.rainAxis}${bar.doubted ? ` · ${words.suspect}` : ''}`]),
    ...(bar?.doubted === true ? data.doubts('rain', bar.t - data.stepMs, bar.t) : []),
    ...(level === undefined ? [] : [`${words.number(level.level, 2)} ${words.levelAxis}${isDoubted(level.flag) ? ` · ${words.suspect}` : ''}`]),
    // Three intervals without a word are a gap: a point of the chart stands for one of them.
    ...(level !== undefined && isDoubted(level.flag) ? data.doubts('level', level.t - data.longestGap / 3, level.t) : []),
  ].join('<br>');
}
