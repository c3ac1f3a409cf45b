import { passed, short } from './check-result.ts';
import { finding } from './finding.ts';
import { SUSPECT } from './flag.ts';
import type { CheckResult } from './observation.ts';
import type { DegreesCelsius } from '@voldgrav/hydrology';

/** Colder than this the air may carry snow, and the bucket may be frozen (domain.md §3.1). */
export const FROST_BELOW = 2 as DegreesCelsius;

/** An unheated bucket is blind to snow and reports the melt late: rain in frost, and no rain, are both suspect. */
export function frost(airTemperature: DegreesCelsius, below: DegreesCelsius = FROST_BELOW): CheckResult {
  if (airTemperature >= below) return passed('frost');
  return { check: 'frost', flag: SUSPECT, detail: finding('snow-in-funnel', { temperature: short(airTemperature) }) };
}
