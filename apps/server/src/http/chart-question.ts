import { type Instant, SECOND, type Seconds, seconds, type TimeWindow } from '@voldgrav/hydrology';
import type { Series, TownIndex } from '@voldgrav/pipeline';
import { isQuantity, QUANTITIES, type Quantity, reckonedQuantity, type Sensor } from '@voldgrav/reading';
import { CHART_RESOLUTIONS, resolutionFor } from '@voldgrav/rollup';
import { badRequest, notFound } from './problem.ts';
import { spanOf } from './span-query.ts';

export interface ChartQuery {
  readonly from?: string;
  readonly to?: string;
  readonly maxPoints?: string;
  readonly resolution?: string;
  readonly format?: string;
}

/** A series with how often it speaks. */
export interface AskedSeries extends Series {
  readonly interval: Seconds;
}

export interface ChartQuestion {
  readonly series: readonly AskedSeries[];
  readonly window: TimeWindow;
  /** 'raw': the observations themselves. */
  readonly resolution: Seconds | 'raw';
  readonly format: 'json' | 'csv' | 'csv-da';
}

const MOST_POINTS = 1_500;
/** Of several series in one answer, when nobody says how many points: a screen full of small charts. */
const BUCKETS_TOGETHER = 10_000;
const MOST_SERIES = 100;
/** Buckets of one series that a JSON answer may hold when its resolution is asked for by name. */
const MOST_BUCKETS = 20_000;
const USUAL_SPAN = 7_200 * SECOND;

const NAMES: ReadonlyMap<string, Seconds> = new Map(CHART_RESOLUTIONS.map((step) => [nameOf(step), seconds(step)]));

function nameOf(step: number): string {
  if (step % 86_400 === 0) return `${step / 86_400}d`;
  if (step % 3_600 === 0) return `${step / 3_600}h`;
  return step % 60 === 0 ? `${step / 60}m` : `${step}s`;
}

/** What is asked for, with the resolution that all series share. Throws a problem that names the parameter and what is allowed. */
export function chartQuestion(series: readonly AskedSeries[], query: ChartQuery, accept: string | undefined, now: Instant): ChartQuestion {
  const { from, to } = spanOf(query, now, USUAL_SPAN);
  const window = { after: from, until: to };
  const format = formatOf(query.format, accept);
  const resolution = resolutionOf(query, series, window);
  if (resolution !== 'raw' && format === 'json' && (to - from) / (resolution * SECOND) > MOST_BUCKETS) {
    throw badRequest(`resolution ${nameOf(resolution)} makes more than ${MOST_BUCKETS} buckets of this span; ask for a coarser one, a shorter span, or CSV.`);
  }
  return { series, window, resolution, format };
}

function resolutionOf({ resolution, maxPoints }: ChartQuery, series: readonly AskedSeries[], window: TimeWindow): Seconds | 'raw' {
  const points = pointsOf(maxPoints, Math.min(MOST_POINTS, Math.floor(BUCKETS_TOGETHER / series.length)));
  if (resolution === 'raw') return 'raw';
  if (resolution === undefined || resolution === 'auto') return resolutionFor(window, points, slowestOf(series));
  const step = NAMES.get(resolution);
  if (step === undefined) throw badRequest(`resolution must be raw, auto or one of ${[...NAMES.keys()].join(', ')}.`);
  return step;
}

const slowestOf = (series: readonly AskedSeries[]): Seconds => seconds(Math.max(...series.map(({ interval }) => interval)));

/** `series=a:level_m,b`: a sensor, and its quantity where it is not the main one. */
export function seriesIn(text: string | undefined, index: TownIndex): readonly AskedSeries[] {
  const names = (text ?? '').split(',').filter((name) => name !== '');
  if (names.length === 0 || names.length > MOST_SERIES) {
    throw badRequest(`series must name 1 to ${MOST_SERIES} series, such as l-aadalen:level_m,r-01:rain_mm.`);
  }
  return names.map((name) => {
    const [id = '', quantity] = name.split(':');
    return seriesOf(index, id, quantity);
  });
}

export function seriesOf(index: TownIndex, id: string, quantity: string | undefined): AskedSeries {
  const sensor = index.sensor(id);
  if (sensor === undefined) throw notFound('sensor', id);
  return { sensor: id, quantity: quantityOf(quantity, sensor), interval: sensor.expectedInterval };
}

function quantityOf(given: string | undefined, sensor: Sensor): Quantity {
  if (given === undefined) return reckonedQuantity(sensor);
  if (!isQuantity(given)) throw badRequest(`quantity must be one of ${Object.keys(QUANTITIES).join(', ')}.`);
  return given;
}

function pointsOf(given: string | undefined, usual: number): number {
  const points = given === undefined ? usual : Number(given);
  if (!Number.isInteger(points) || points < 1 || points > MOST_POINTS) {
    throw badRequest(`maxPoints must be a whole number from 1 to ${MOST_POINTS}.`);
  }
  return points;
}

function formatOf(given: string | undefined, accept: string | undefined): ChartQuestion['format'] {
  if (given === undefined) return accept?.includes('text/csv') === true ? 'csv' : 'json';
  if (given !== 'json' && given !== 'csv' && given !== 'csv-da') throw badRequest('format must be json, csv or csv-da.');
  return given;
}
