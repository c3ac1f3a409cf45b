import { type CubicMetres, cubicMetres, type MetresAboveDatum, metresAboveDatum, type Minutes, type Stream } from '@voldgrav/hydrology';
import { areaUpstreamOf, type SimulatedTown } from './simulated-town.ts';

/** How long storm water stays in a stream's reach on its way through town, in min. */
const PASSAGE = 15;
/** Everyday level below the bank, in m. */
const EVERYDAY_BELOW_BANK = 1.1;
/** Storm flow that fills a stream to its bank, in l/s from each hectare upstream. */
const BANKFULL_YIELD = 6;
/** A stream widens as it rises, so that its level answers ever less to more flow. */
const LEVEL_EXPONENT = 0.6;

/** Storm water in a reach as one linear reservoir; inflow − outflow = gain. */
export function swollenAfter(stored: CubicMetres, inflow: CubicMetres, step: Minutes): { readonly stored: CubicMetres; readonly outflow: CubicMetres } {
  const kept = Math.exp(-step / PASSAGE);
  const after = stored * kept + (inflow / step) * PASSAGE * (1 - kept);
  return { stored: cubicMetres(after), outflow: cubicMetres(stored + inflow - after) };
}

/** How far a stream has risen from its everyday level (0) towards its bank (1). */
export function fillOf(town: SimulatedTown, streams: ReadonlyMap<string, CubicMetres>, id: string): number {
  const bankfull = ((areaUpstreamOf(town, id) * BANKFULL_YIELD) / 1000) * 60 * PASSAGE;
  return bankfull === 0 ? 0 : ((streams.get(id) ?? 0) / bankfull) ** LEVEL_EXPONENT;
}

export const streamLevel = (stream: Stream, fill: number): MetresAboveDatum =>
  metresAboveDatum(stream.bankLevel - EVERYDAY_BELOW_BANK * (1 - fill));
