import { type Basin, cubicMetres, type Instant, levelAt, type MetresAboveDatum, volumeAt } from '@voldgrav/hydrology';
import { latestAt } from '@voldgrav/rollup';
import { freshValue, type Heard } from './heard.ts';

/** How a pump is, as far as its state and the water before it tell. */
export type PumpCondition = 'works' | 'stopped' | 'unheard';

/** Metres above its start level at which a pump must have started: what two good sensors may differ by. */
const START_MARGIN = 0.05;
/** Where a pump's start level is not known: in a basin less full than this it may just wait for it. */
const WORTH_PUMPING = 0.25;

/**
 * A pump that says it stands still has stopped only if there was water that it should have been pumping when it said so: above
 * its start level, or in a basin a quarter full where no start level is given (trap 15). `level` is the basin's that it empties; a pump
 * before anything else is taken to work.
 */
export function pumpCondition(basin: Basin | undefined, { state, level }: { readonly state: Heard; readonly level: Heard | undefined }, at: Instant): PumpCondition {
  const running = freshValue(state, at);
  if (running === undefined) return 'unheard';
  if (running > 0 || basin === undefined || level === undefined) return 'works';
  const water = latestAt(level.samples, latestAt(state.samples, at)!.at)?.value;
  return water !== undefined && water > startLevel(basin) + START_MARGIN ? 'stopped' : 'works';
}

const startLevel = ({ outletLaw, storage, crest }: Basin): MetresAboveDatum =>
  outletLaw?.kind === 'pump' ? outletLaw.startsAt : levelAt(storage, cubicMetres(WORTH_PUMPING * volumeAt(storage, crest)));
