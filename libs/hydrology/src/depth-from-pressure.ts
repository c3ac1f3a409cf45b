import { type Hectopascals, type Metres, metres } from './units.ts';

const PASCALS_PER_HECTOPASCAL = 100;
/** Fresh water at 10 °C, in kg/m³. */
const DENSITY = 999.7;
/** In m/s²; about 9.82 in Denmark, which makes a difference of a millimetre in a metre. */
const GRAVITY = 9.81;

export interface WaterColumn {
  /** Of a sensor that feels the air too: the barometer at that time. A vented sensor has none to give. */
  readonly barometer?: Hectopascals | undefined;
  /** kg/m³, 999.7 unless said otherwise; sea water is about 1,010 in the Sound. */
  readonly density?: number | undefined;
  /** m/s², 9.81 unless said otherwise. */
  readonly gravity?: number | undefined;
}

/**
 * Depth of water over a pressure sensor, from what it feels (domain.md §3.2). For a sensor that is not vented the
 * barometer has to be given: 1 hPa of error there is a centimetre of water.
 */
export function depthFromPressure(pressure: Hectopascals, column: WaterColumn = {}): Metres {
  const water = (pressure - (column.barometer ?? 0)) * PASCALS_PER_HECTOPASCAL;
  return metres(water / ((column.density ?? DENSITY) * (column.gravity ?? GRAVITY)));
}
