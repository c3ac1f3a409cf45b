import { type Millimetres, millimetres } from '@voldgrav/hydrology';

/**
 * Share of the wettest ten minutes' depth that falls in each of them. The wettest minute holds 1.7 times the mean, as in
 * the Danish records of 5.4 mm in one minute and 31.2 mm in ten (domain.md §1). They sum to 1.
 */
const SHARES = [0.03, 0.05, 0.07, 0.09, 0.11, 0.13, 0.14, 0.15, 0.17, 0.06] as const;
const WETTEST_SHARE = 8;

export interface PeakedMinutes {
  readonly depths: readonly Millimetres[];
  /** Index of the wettest minute. */
  readonly peak: number;
}

/**
 * A minute-by-minute design storm with a crest in its wettest ten minutes, which `designStorm` has to leave flat. Their
 * sum is kept, so that every window that covers them still holds the table's depth.
 * @throws RangeError for a storm shorter than ten minutes.
 */
export function peakedMinutes(flat: readonly Millimetres[]): PeakedMinutes {
  if (flat.length < SHARES.length) throw new RangeError(`A peak needs ${SHARES.length} minutes of rain, not ${flat.length}.`);
  const sums = flat.slice(SHARES.length - 1).map((_, start) => depthOf(flat.slice(start, start + SHARES.length)));
  const wettest = Math.max(...sums);
  const start = sums.indexOf(wettest);
  const depths = flat.map((depth, index) => {
    const share = SHARES[index - start];
    return share === undefined ? depth : millimetres(wettest * share);
  });
  return { depths, peak: start + WETTEST_SHARE };
}

const depthOf = (depths: readonly number[]): number => depths.reduce((sum, depth) => sum + depth, 0);
