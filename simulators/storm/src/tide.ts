import { HOUR, type Instant, type MetresAboveDatum, metresAboveDatum } from '@voldgrav/hydrology';

/** The moon's half-day tide (M2), the strongest one. */
const PERIOD = 12.42 * HOUR;
const AMPLITUDE = 0.25;

/** The sea's level in m above the datum: an M2 tide of 0.25 m about zero, and no weather in it. */
export const tideLevel = (at: Instant): MetresAboveDatum => metresAboveDatum(AMPLITUDE * Math.sin((2 * Math.PI * at) / PERIOD));
