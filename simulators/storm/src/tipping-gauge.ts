import { type Micrometres, type Millimetres, millimetresFrom } from '@voldgrav/hydrology';

/** Rain that tips the bucket once: 0.2 mm, the usual size (domain.md §3.1). */
const TIP = 200;

export interface TippedRain {
  /** Whole tips, as the gauge reports them. */
  readonly reported: Millimetres;
  /** What stays in the bucket until more rain comes, in µm, less than one tip. */
  readonly inBucket: number;
}

/** What a 0.2 mm tipping bucket reports of `rain`, when `inBucket` µm stood in it from before. */
export function tippedRain(inBucket: number, rain: Millimetres): TippedRain {
  const caught = inBucket + rain * 1000;
  // A bucket that floating point leaves a billionth short of its tip has tipped.
  const tips = Math.floor(caught / TIP + 1e-9);
  return { reported: millimetresFrom((tips * TIP) as Micrometres), inBucket: Math.max(0, caught - tips * TIP) };
}
