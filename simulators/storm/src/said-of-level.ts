import { type Hectopascals, type Instant, type LevelForm, type MetresAboveDatum, surveyAt } from '@voldgrav/hydrology';
import type { Sensor } from '@voldgrav/reading';

const DENSITY = 999.7;
const GRAVITY = 9.81;
const PASCALS_PER_HECTOPASCAL = 100;

/**
 * What a level sensor sends of the water at `level`: the level itself, or what its kind of instrument feels of it, as fine as such
 * instruments tell it and no further than it sees. Undefined where nobody has surveyed it for that time. This is the simulator's own
 * physics; the engine's way back is not asked.
 */
export function saidOfLevel({ quantity, level: source, sees }: Sensor, level: MetresAboveDatum, at: Instant, air: Hectopascals): Record<string, number> | undefined {
  if (source === undefined) return { level_m: level };
  const survey = surveyAt(source.surveys, at);
  if (survey === undefined) return undefined;
  const felt = feltOf(source.form, level - survey.sensorLevel, air);
  const seen = sees === undefined ? felt.value : Math.min(sees.max, Math.max(sees.min, felt.value));
  return { [quantity]: Number(seen.toFixed(felt.decimals)) };
}

/** `above`: metres of water over the sensor's zero, negative where it hangs above the water. */
function feltOf(form: LevelForm, above: number, air: Hectopascals): { readonly value: number; readonly decimals: number } {
  switch (form.kind) {
    case 'distance':
      return { value: -above, decimals: 3 };
    case 'depth':
      return { value: Math.max(0, above), decimals: 3 };
    case 'pressure': {
      const water = (Math.max(0, above) * (form.density ?? DENSITY) * (form.gravity ?? GRAVITY)) / PASCALS_PER_HECTOPASCAL;
      return { value: water + (form.feelsAir ? air : 0), decimals: 2 };
    }
    case 'current': {
      const measured = form.measures === 'distance' ? -above : above;
      // A loop gives no less than 4 mA and no more than 20.
      return { value: Math.min(20, Math.max(4, 4 + (16 * (measured - form.zero)) / form.span)), decimals: 4 };
    }
  }
}
