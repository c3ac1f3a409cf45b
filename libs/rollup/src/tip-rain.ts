import { HOUR, type Instant, instant, type Micrometres, millimetresFrom, MINUTE } from '@voldgrav/hydrology';

/** Between tips further apart than this nobody knows when it rained; spreading them would invent drizzle (domain.md §3.1). */
const LONGEST_SPREAD = HOUR;

/** Rain in the minute that ends here. */
export interface MinuteDepth {
  readonly endsAt: Instant;
  readonly depth: Micrometres;
}

/**
 * Rain by the minute from the times of a bucket's tips: each tip's depth spread evenly over the time since the tip before
 * it, or put in its own minute after more than an hour. The first tip belongs to a time before the record and is not
 * counted. Whole µm, and the sum is exact. Minutes in which nothing fell are not there. Source: domain.md §3.1.
 */
export function tipRain(tips: readonly Instant[], depthPerTip: Micrometres): readonly MinuteDepth[] {
  const minutes = new Map<number, number>();
  const add = (endsAt: number, depth: number) => minutes.set(endsAt, (minutes.get(endsAt) ?? 0) + depth);
  tips.slice(1).forEach((tip, index) => {
    const before = tips[index] ?? tip;
    if (tip - before > LONGEST_SPREAD || tip === before) add(minuteEnd(tip), depthPerTip);
    else spread({ after: before, until: tip }, (endsAt, share) => add(endsAt, share * depthPerTip));
  });
  return wholeMicrometres([...minutes].sort(([one], [other]) => one - other));
}

function spread(between: { readonly after: number; readonly until: number }, add: (endsAt: number, share: number) => void): void {
  const length = between.until - between.after;
  for (let from = between.after; from < between.until; ) {
    const endsAt = (Math.floor(from / MINUTE) + 1) * MINUTE;
    const to = Math.min(endsAt, between.until);
    add(endsAt, (to - from) / length);
    from = to;
  }
}

const minuteEnd = (at: Instant): number => Math.ceil(at / MINUTE) * MINUTE;

/** Rounds the running sum, not the parts, so that no µm is won or lost over a storm. */
function wholeMicrometres(minutes: readonly (readonly [endsAt: number, depth: number])[]): readonly MinuteDepth[] {
  let exact = 0;
  let given = 0;
  return minutes.map(([endsAt, depth]) => {
    exact += depth;
    const whole = Math.round(exact) - given;
    given += whole;
    return { endsAt: instant(endsAt), depth: whole as Micrometres };
  });
}

/** A gauge's own certificate: true intensity is a · measured^b, both in mm/h. 1 and 1 when it has none. */
export interface Calibration {
  readonly a: number;
  readonly b: number;
}

/** Mean intensity in mm/h over the time between two tips: 0.2 mm in 7.2 s is 100 mm/h. */
export function tipIntensity(between: { readonly after: Instant; readonly until: Instant }, depthPerTip: Micrometres, calibration: Calibration = { a: 1, b: 1 }): number {
  const measured = (millimetresFrom(depthPerTip) * HOUR) / (between.until - between.after);
  return calibration.a * measured ** calibration.b;
}
