import { HOUR, type Instant, type MetresAboveDatum, metresAboveDatum } from '@voldgrav/hydrology';

/** The moon's half-day tide (M2), the strongest one. */
const PERIOD = 12.42 * HOUR;
const AMPLITUDE = 0.25;

/** The sea's level in m above the datum: an M2 tide of 0.25 m about zero, and no weather in it. */
export const tideLevel = (at: Instant): MetresAboveDatum => metresAboveDatum(AMPLITUDE * Math.sin((2 * Math.PI * at) / PERIOD));

/** Wind that presses water into the fjord: its highest, when, and for how long. */
export interface Surge {
  readonly peakAt: Instant;
  /** In m, on top of the tide. */
  readonly height: number;
  /** In h from the time at which it stands half as high to the same on its way down. */
  readonly halfWidth: number;
}

/** Tide and surge together; the surge rises and falls as a bell. */
export function seaLevel(at: Instant, surge: Surge | undefined): MetresAboveDatum {
  if (surge === undefined) return tideLevel(at);
  const halves = (2 * (at - surge.peakAt)) / (surge.halfWidth * HOUR);
  return metresAboveDatum(tideLevel(at) + surge.height * 0.5 ** (halves ** 2));
}
