import { DAY } from '@voldgrav/hydrology';
import type { HourlyHistory } from './hourly-history.ts';
import { leastSquares } from './least-squares.ts';
import { transferFeatures } from './transfer-features.ts';

/** One lead time's model. */
interface LeadModel {
  readonly lead: number;
  /** `persistence` where the transfer function was no better than the newest value, on history it had not seen. */
  readonly method: 'transfer' | 'persistence';
  readonly weights: readonly number[];
  readonly scales: readonly number[];
  /** What is added to the forecast for the low and the high end, as shares of its own size. */
  readonly low: number;
  readonly high: number;
  /** Root mean squares on the history that was held back: what each method was chosen on. */
  readonly error: number;
  readonly persistenceError: number;
}

/** Forecasts of 1 to so many hours ahead, fitted to one place's history. */
export interface TransferModel {
  readonly leads: readonly LeadModel[];
  /** The size below which an interval no longer shrinks with the forecast. */
  readonly floor: number;
}

/** A value that is expected, with the range in which four of five came on held-back history. */
export interface OwnForecastStep {
  readonly lead: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly method: LeadModel['method'];
}

/** History that a model is fitted to, and how long it stands until it is fitted again: seasons change. */
export const FITTED_TO = 90 * DAY;
export const FITTED_FOR = DAY;

/** Of 0.5 to 200 the best mean efficiency over the leads on 20 January to 29 March 2024 of the Danish inflow; later days had no say in it. */
const PENALTY = 50;
/** The last part of the history is held back to choose the method and to measure the range on. */
const HELD_BACK = 0.3;
/** A little under a tenth on either side, or too few lie inside: chosen with the penalty, on the same days. */
const TAIL = 0.085;
/** Under two weeks of hours there is nothing to learn from. */
const LEAST_ROWS = 24 * 14;

/**
 * Fits one regression to each lead time: the first part of the history teaches it, the rest says whether it beats persistence and how
 * wide its range is; then it is fitted once more to all of it. To be done again as history grows. Undefined for too short a history.
 */
export function fitTransfer(history: HourlyHistory, longestLead: number): TransferModel | undefined {
  const leads: LeadModel[] = [];
  for (let lead = 1; lead <= longestLead; lead += 1) {
    const model = fitLead(history, lead, floorOf(history));
    if (model === undefined) return undefined;
    leads.push(model);
  }
  return { leads, floor: floorOf(history) };
}

/** What is expected after hour `now` of the history; undefined when the newest value or rain is missing there. */
export function forecastTransfer({ leads, floor }: TransferModel, history: HourlyHistory, now: number): readonly OwnForecastStep[] | undefined {
  const steps = leads.map(({ lead, method, weights, scales, low, high }): OwnForecastStep | undefined => {
    const features = transferFeatures(history, now, lead);
    const newest = history.values[now] ?? Number.NaN;
    if (features === undefined) return undefined;
    const value = method === 'persistence' ? newest : predicted(features, weights, scales);
    const size = Math.max(floor, Math.abs(value));
    return { lead, value, low: value + low * size, high: value + high * size, method };
  });
  return steps.some((step) => step === undefined) ? undefined : (steps as readonly OwnForecastStep[]);
}

interface Example {
  readonly features: readonly number[];
  readonly newest: number;
  readonly target: number;
}

function fitLead(history: HourlyHistory, lead: number, floor: number): LeadModel | undefined {
  const examples = examplesOf(history, lead);
  if (examples.length < LEAST_ROWS) return undefined;
  const cut = Math.floor(examples.length * (1 - HELD_BACK));
  // The hours between teach nothing: a target must not stand on both sides of the cut.
  const [taught, held] = [examples.slice(0, Math.max(1, cut - lead)), examples.slice(cut)];
  const trial = weightsOf(taught);
  const misses = held.map(({ features, target }) => ({ miss: target - predicted(features, trial.weights, trial.scales), size: predicted(features, trial.weights, trial.scales) }));
  const stays = held.map(({ newest, target }) => ({ miss: target - newest, size: newest }));
  const [error, persistenceError] = [rootMeanSquare(misses), rootMeanSquare(stays)];
  const method = error < persistenceError ? 'transfer' : 'persistence';
  const shares = (method === 'transfer' ? misses : stays).map(({ miss, size }) => miss / Math.max(floor, Math.abs(size))).sort((one, other) => one - other);
  return { lead, method, ...weightsOf(examples), low: quantile(shares, TAIL), high: quantile(shares, 1 - TAIL), error, persistenceError };
}

function examplesOf(history: HourlyHistory, lead: number): readonly Example[] {
  const examples: Example[] = [];
  for (let now = 0; now + lead < history.values.length; now += 1) {
    const target = history.values[now + lead] ?? Number.NaN;
    const features = Number.isNaN(target) ? undefined : transferFeatures(history, now, lead);
    if (features !== undefined) examples.push({ features, newest: history.values[now] ?? Number.NaN, target });
  }
  return examples;
}

/** Columns are brought to like size first, so that the penalty bears on all of them alike. */
function weightsOf(examples: readonly Example[]): Pick<LeadModel, 'weights' | 'scales'> {
  const width = examples[0]?.features.length ?? 0;
  const scales = Array.from({ length: width }, (_, column) => {
    if (column === 0) return 1;
    const mean = examples.reduce((sum, { features }) => sum + (features[column] ?? 0), 0) / examples.length;
    const variance = examples.reduce((sum, { features }) => sum + ((features[column] ?? 0) - mean) ** 2, 0) / examples.length;
    return Math.sqrt(variance) || 1;
  });
  const rows = examples.map(({ features }) => features.map((feature, column) => feature / (scales[column] ?? 1)));
  return { weights: leastSquares(rows, examples.map(({ target }) => target), PENALTY), scales };
}

const predicted = (features: readonly number[], weights: readonly number[], scales: readonly number[]): number =>
  features.reduce((sum, feature, column) => sum + (feature / (scales[column] ?? 1)) * (weights[column] ?? 0), 0);

const rootMeanSquare = (misses: readonly { readonly miss: number }[]): number => Math.sqrt(misses.reduce((sum, { miss }) => sum + miss * miss, 0) / misses.length);

const quantile = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;

/** A quarter of the usual size, or of the spread where values lie about zero, as water levels may. */
function floorOf({ values }: HourlyHistory): number {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const [low, middle, high] = [0.1, 0.5, 0.9].map((share) => known[Math.floor(share * known.length)] ?? 0) as [number, number, number];
  return Math.max(Math.abs(middle) / 4, (high - low) / 4, Number.EPSILON);
}
