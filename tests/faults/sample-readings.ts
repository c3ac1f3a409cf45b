import { fileURLToPath } from 'node:url';
import { readTown } from '@voldgrav/installation';

/** A message that no other is equal to: its sensor and time are its name, and its value can be told from its number. */
export interface SampleReading {
  readonly key: string;
  readonly value: number;
  readonly topic: string;
  readonly payload: string;
}

const TOWN = fileURLToPath(new URL('../../config/sample-town', import.meta.url));
const STEP_MS = 50;
const read = await readTown(TOWN);
if (!read.ok) throw new Error('the sample town is faulty');
/** Those whose message is one observation: what makes a water level of another word is two. */
const SENSORS = read.town.sensors.filter(({ kind, level }) => level === undefined && kind !== 'barometer');

export const keyOf = (sensor: string, quantity: string, time: number): string => `${sensor} ${quantity} ${time}`;

/** So that no check has a reason to doubt them: what is doubted is told again. */
const RIPPLE_M = 0.04;
const MOST_RAIN_MM = 2;

const middleOf = ({ min, max }: { readonly min: number; readonly max: number }): number => (min + max) / 2;

/** Number `i` of the readings that begin at `from` (UTC ms): those sensors of the sample town in turn, 50 ms apart: water with a ripple, and rain that could be rain. */
export function sampleReading(i: number, from: number): SampleReading {
  const sensor = SENSORS[i % SENSORS.length] as (typeof SENSORS)[number];
  const { id, quantity, plausible } = sensor;
  const time = from + Math.floor(i / SENSORS.length) * STEP_MS;
  const share = (i % 97) / 97;
  const [low, high] = quantity === 'level_m' ? [middleOf(plausible) - RIPPLE_M, middleOf(plausible) + RIPPLE_M] : [plausible.min, Math.min(plausible.max, MOST_RAIN_MM)];
  const value = Number((low + share * (high - low)).toFixed(4));
  return { key: keyOf(id, quantity, time), value, topic: `sensors/${id}/json`, payload: JSON.stringify({ time: new Date(time).toISOString(), [quantity]: value }) };
}

/** A generator of numbers in [0, 1) that gives the same ones for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
