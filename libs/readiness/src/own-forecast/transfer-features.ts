import { HOUR } from '@voldgrav/hydrology';
import type { HourlyHistory } from './hourly-history.ts';

const A_DAY = 24;
/** Hours of rain that are summed, backwards from now: the newest one by one, older ones together, as the land forgets. */
const RAIN_SUMS = [[0, 1], [1, 2], [2, 3], [3, 6], [6, 12], [12, 24], [24, 72]] as const;

/**
 * What the value `lead` hours after hour `now` may follow from: the last three values, how far yesterday's course at this time went
 * up or down, rain by its age, rain on wet land, and the time of day. Undefined where the newest value or any of the rain is missing.
 */
export function transferFeatures({ from, values, rain }: HourlyHistory, now: number, lead: number): readonly number[] | undefined {
  const value = values[now] ?? Number.NaN;
  if (Number.isNaN(value)) return undefined;
  const sums = RAIN_SUMS.map(([newest, oldest]) => {
    let sum = 0;
    for (let age = newest; age < oldest; age += 1) sum += rain[now - age] ?? Number.NaN;
    return sum;
  });
  if (sums.some(Number.isNaN)) return undefined;
  const [first = 0, second = 0, third = 0, , , , days = 0] = sums;
  // An hour that is missing tells of no change, rather than keeping the forecast from being made.
  const changeOver = (hours: number): number => orZero(value - (values[now - hours] ?? Number.NaN));
  const yesterday = orZero((values[now + lead - A_DAY] ?? Number.NaN) - (values[now - A_DAY] ?? Number.NaN));
  const angle = (2 * Math.PI * ((from / HOUR + now + lead) % A_DAY)) / A_DAY;
  const fresh = first + second + third;
  return [
    1, value, changeOver(1), changeOver(2), yesterday, ...sums, fresh * days, fresh * fresh,
    Math.sin(angle), Math.cos(angle), Math.sin(2 * angle), Math.cos(2 * angle),
  ];
}

const orZero = (value: number): number => (Number.isNaN(value) ? 0 : value);
