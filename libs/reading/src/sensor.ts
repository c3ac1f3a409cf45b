import type { Position, Seconds } from '@voldgrav/hydrology';
import type { Counter } from './counter.ts';
import type { LevelSource } from './level-source.ts';
import type { MaintenanceWindow } from './maintenance-window.ts';
import type { Quantity } from './quantity.ts';
import type { SeriesChecks } from './series-checks.ts';

export interface PlausibleRange {
  readonly min: number;
  readonly max: number;
}

/** An instrument at a place: what we know of it before it has said anything (sensors.yaml). */
export interface Sensor {
  readonly id: string;
  readonly name: string;
  readonly kind: 'rain-gauge' | 'level-sensor' | 'tide-gauge' | 'pump-state' | 'barometer';
  /** What it is there to measure; it may send more, such as its battery. */
  readonly quantity: Quantity;
  readonly position: Position;
  /** How often it speaks; how old is "too old" follows from this, not from one constant for all. */
  readonly expectedInterval: Seconds;
  /** What its main quantity can physically be; outside it a value fails (QARTOD gross range). */
  readonly plausible: PlausibleRange;
  /** What the instrument can see, where that is narrower: at either end its value is only a bound (trap 10). */
  readonly sees?: PlausibleRange | undefined;
  /** How it counts, when what it sends is a running count: its rain then follows from one count to the next. */
  readonly counter?: Counter | undefined;
  /** How what it sends becomes a water level, when that is not what it sends. */
  readonly level?: LevelSource | undefined;
  /** Where its series is to be judged otherwise than usual. */
  readonly checks?: SeriesChecks | undefined;
  /** When someone was, is or will be at it. */
  readonly maintenance?: readonly MaintenanceWindow[] | undefined;
  readonly organisation: string;
}

/** What the desk reckons with and shows: what a sensor measures, or the rain that follows from its counts, or the level that its word means. */
export const reckonedQuantity = ({ quantity, counter, level }: Pick<Sensor, 'quantity' | 'counter' | 'level'>): Quantity =>
  counter !== undefined ? 'rain_mm' : level !== undefined ? 'level_m' : quantity;
