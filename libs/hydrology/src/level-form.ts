import { depthFromPressure, type WaterColumn } from './depth-from-pressure.ts';
import { levelFromDistance } from './level-from-distance.ts';
import { hectopascals, type Hectopascals, type Metres, metres, type MetresAboveDatum, metresAboveDatum, milliamperes } from './units.ts';
import { loopCurrentFault, valueFromCurrent } from './value-from-current.ts';

/** What a level sensor says when it does not say the level, and how that leads to the water. */
export type LevelForm =
  /** Metres down to the water. */
  | { readonly kind: 'distance' }
  /** Metres of water over the sensor's zero. */
  | { readonly kind: 'depth' }
  /** hPa: of the water alone, or where `feelsAir` of the air above it as well. */
  | ({ readonly kind: 'pressure'; readonly feelsAir: boolean } & Pick<WaterColumn, 'density' | 'gravity'>)
  /** mA in a 4–20 mA loop: 4 mA is `zero` metres of depth or distance, 20 mA is `zero` + `span`. */
  | { readonly kind: 'current'; readonly measures: 'depth' | 'distance'; readonly zero: number; readonly span: number };

/** A tenth of a millimetre: what lies below is the computer's, not the sensor's. */
const PARTS_OF_A_METRE = 10_000;

/**
 * The water level above the datum that a sensor's word means, where its zero lies `sensorLevel` above the datum (domain.md §3.2).
 * `air` is the barometer at that time. Undefined when nothing can be made of it: a sensor that feels the air without a
 * barometer, or a current that says that the sensor is broken.
 */
export function levelFrom(form: LevelForm, said: number, sensorLevel: MetresAboveDatum, air?: Hectopascals): MetresAboveDatum | undefined {
  const depth = depthFrom(form, said, air);
  return depth === undefined ? undefined : rounded(isDown(form) ? levelFromDistance(sensorLevel, depth) : metresAboveDatum(sensorLevel + depth));
}

/** Whether the sensor looks down: the more it says, the lower the water. */
export const isDown = (form: LevelForm): boolean => form.kind === 'distance' || (form.kind === 'current' && form.measures === 'distance');

/** Whether what was said is a fault signal and no measurement. */
export const isFaultSignal = (form: LevelForm, said: number): boolean => form.kind === 'current' && loopCurrentFault(milliamperes(said));

function depthFrom(form: LevelForm, said: number, air: Hectopascals | undefined): Metres | undefined {
  switch (form.kind) {
    case 'distance':
    case 'depth':
      return metres(said);
    case 'pressure':
      if (form.feelsAir && air === undefined) return undefined;
      return depthFromPressure(hectopascals(said), { density: form.density, gravity: form.gravity, barometer: form.feelsAir ? air : undefined });
    case 'current': {
      const measured = valueFromCurrent(milliamperes(said), form);
      return measured === undefined ? undefined : metres(measured);
    }
  }
}

const rounded = (level: number): MetresAboveDatum => metresAboveDatum(Math.round(level * PARTS_OF_A_METRE) / PARTS_OF_A_METRE);
