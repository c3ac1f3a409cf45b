import { boxRain, chicagoStorm, HOUR, type Idf, type Instant, MINUTE, type Millimetres, millimetres, type Minutes, minutes, type Position, shifted, type Years } from '@voldgrav/hydrology';
import { peakedMinutes } from './peaked-minutes.ts';
import type { SimulatedTown } from './simulated-town.ts';
import type { StormCell } from './storm-field.ts';
import { type StormMessage, stormMessages } from './storm-messages.ts';

/** A storm as engineers plan with: one return period over the whole town at once. */
export interface DesignedStorm {
  readonly town: SimulatedTown;
  readonly idf: Idf;
  readonly returnPeriod: Years;
  readonly duration: Minutes;
  readonly shape: 'chicago' | 'box';
  /** Where in the storm its peak lies, 0 to 1; a box has none. */
  readonly peak: number;
  readonly climateFactor: number;
  /** The same seed says the same, byte for byte. */
  readonly seed: number;
  /** When the first message may come, on a whole second; rain begins `DRY_BEFORE` later. */
  readonly begins: Instant;
}

/** Time in which the sensors say that the town is dry, and in which they show what the storm left. */
const DRY_BEFORE = minutes(15);
const DRY_AFTER = 2 * HOUR;

/** When the last message of a designed storm comes at the latest. */
export const designedStormEnds = ({ begins, duration }: Pick<DesignedStorm, 'begins' | 'duration'>): Instant => shifted(begins, (DRY_BEFORE + duration) * MINUTE + DRY_AFTER);

/**
 * What the town's sensors say of a design storm that falls alike on every catchment. Gauges have their own bias and gusts, as
 * real ones do, so that each reports a little more or less than the table.
 * @throws RangeError outside the table's durations and return periods, and for a storm that is no whole number of minutes.
 */
export function designedStorm(storm: DesignedStorm): Generator<StormMessage> {
  const { town, seed, begins, duration } = storm;
  const cell: StormCell = { depths: minuteDepths(storm), centre: somewhereIn(town), begins: shifted(begins, DRY_BEFORE * MINUTE), heading: 0, speed: Infinity, spread: Infinity };
  return stormMessages({ town, seed, cell, span: { after: begins, until: designedStormEnds({ begins, duration }) } });
}

function minuteDepths({ idf, returnPeriod, duration, shape, peak, climateFactor }: DesignedStorm): readonly Millimetres[] {
  const step = minutes(1);
  if (shape === 'box') return boxRain(millimetres(idf.depth(duration, returnPeriod) * climateFactor), duration, step);
  const flat = chicagoStorm(idf, { returnPeriod, duration, step, peak, climateFactor });
  return duration < 10 ? flat : peakedMinutes(flat).depths;
}

/** Where nobody moves, any place will do for the centre. */
function somewhereIn(town: SimulatedTown): Position {
  const position = town.sensors[0]?.position;
  if (position === undefined) throw new RangeError('A storm is told by sensors, and this town has none.');
  return position;
}
