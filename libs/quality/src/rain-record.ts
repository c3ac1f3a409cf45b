import { type Millimetres, millimetres, type Minutes } from '@voldgrav/hydrology';

/** The most rain measured in Denmark: Ærøskøbing 2016, Ishøj 2011 and Copenhagen 2011 (domain.md §1 and §3.4). */
const DANISH_RECORDS = [
  { minutes: 1, mm: 5.4 },
  { minutes: 10, mm: 31.2 },
  { minutes: 1_440, mm: 135.4 },
] as const;

const WETTEST_MONTH_MM_A_DAY = 10;

/**
 * The greatest Danish depth for a duration. Between the recorded durations it is read off a straight line on double
 * logarithmic paper, which maximum depths follow; under a minute it shrinks in proportion. Beyond a day it grows by 10 mm a
 * day, about the wettest month there has been (our rule), so that a year of silence does not make 13 m of rain plausible.
 */
export function recordDepth(duration: Minutes): Millimetres {
  const [first, , last] = DANISH_RECORDS;
  if (duration <= first.minutes) return millimetres((first.mm * duration) / first.minutes);
  if (duration >= last.minutes) return millimetres(last.mm + (WETTEST_MONTH_MM_A_DAY * (duration - last.minutes)) / last.minutes);
  const upper = DANISH_RECORDS.find((record) => record.minutes >= duration) ?? last;
  const lower = DANISH_RECORDS[DANISH_RECORDS.indexOf(upper) - 1] ?? first;
  const share = Math.log(duration / lower.minutes) / Math.log(upper.minutes / lower.minutes);
  return millimetres(lower.mm * (upper.mm / lower.mm) ** share);
}

/** Beyond this share of the record, it is not rain (domain.md §3.1, and grade 4 of §3.4). */
export const NOT_RAIN = 1.5;
