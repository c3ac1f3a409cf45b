import type { LiveBasin, LiveReadiness } from '@voldgrav/wire';

/**
 * A basin as the map shows it, whose mark stands for its catchment too: no basin is ready there while its catchment is unknown. Each is asked in its own turn, and what a basin
 * alone does not tell (its gauges' silence, a level that the catchment's model does not believe) it learns a few looks later or not at all. Graver states stand.
 */
export const mapBasin = (basin: LiveBasin, catchment: Pick<LiveReadiness, 'state'> | undefined): LiveBasin => (basin.state === 'ready' && catchment?.state === 'unknown' ? { ...basin, state: 'unknown' } : basin);
