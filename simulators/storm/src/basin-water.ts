import { type Basin, type CubicMetres, cubicMetres, type LitresPerSecond, type MetresAboveDatum, levelAt, metresAboveDatum, type Minutes, volumeAt } from '@voldgrav/hydrology';

/** What one step did to a basin; inflow − outflow − overflow = gain in volume. */
export interface BasinStep {
  readonly volume: CubicMetres;
  readonly outflow: CubicMetres;
  readonly overflow: CubicMetres;
}

/** How fast water above the crest runs over it, as the time constant of a linear reservoir in min. */
const OVER_THE_CREST = 3;
/** 1 l/s for a minute, in m³. */
const LITRES_PER_SECOND_MINUTE = 0.06;

/** What a basin holds when it stands at its crest. */
export const capacityOf = (basin: Basin): CubicMetres => volumeAt(basin.storage, basin.crest);

/**
 * One step's water balance of a basin: inflow, a steady `release` while there is water for it, and what runs over the
 * crest. Water may stand above the crest while it runs over.
 */
export function basinAfter(
  basin: Basin,
  volume: CubicMetres,
  flow: { readonly inflow: CubicMetres; readonly release: LitresPerSecond },
  step: Minutes,
): BasinStep {
  const filled = volume + flow.inflow;
  const outflow = Math.min(filled, flow.release * LITRES_PER_SECOND_MINUTE * step);
  const above = Math.max(0, filled - outflow - capacityOf(basin));
  const overflow = above * (1 - Math.exp(-step / OVER_THE_CREST));
  return { volume: cubicMetres(filled - outflow - overflow), outflow: cubicMetres(outflow), overflow: cubicMetres(overflow) };
}

/**
 * The water level of a basin that holds `volume`. Above the crest the storage curve goes on as steep as it ended, so
 * that an overflowing basin stands some centimetres above its crest.
 */
export function basinLevel(basin: Basin, volume: CubicMetres): MetresAboveDatum {
  const capacity = capacityOf(basin);
  if (volume <= capacity) return levelAt(basin.storage, volume);
  const justBelow = capacity * 0.95;
  const surface = (capacity - justBelow) / (basin.crest - levelAt(basin.storage, cubicMetres(justBelow)));
  return metresAboveDatum(basin.crest + (volume - capacity) / surface);
}
