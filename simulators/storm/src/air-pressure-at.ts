import { DAY, HOUR, type Hectopascals, hectopascals, type Instant } from '@voldgrav/hydrology';

const MEAN = 1_006;
/** A low that passes in three days, and the air's own tide twice a day. */
const LOW = 6;
const TIDE = 0.4;

/** The pressure of the air over the town, hPa to the tenth: by the clock alone, so that every run has the same. */
export function airPressureAt(at: Instant): Hectopascals {
  const wave = (period: number): number => Math.sin((2 * Math.PI * (at % period)) / period);
  return hectopascals(Math.round(10 * (MEAN + LOW * wave(3 * DAY) + TIDE * wave(12 * HOUR))) / 10);
}
