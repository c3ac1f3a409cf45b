/**
 * UTC milliseconds of a time of day as it is typed, "2026-08-26T14:30", in a town's zone; undefined for what is no time. Of the hour
 * that comes twice the first one; a time in the hour that is left out becomes the one an hour later.
 */
export function instantInZone(typed: string, zone: string): number | undefined {
  const asUtc = Date.parse(`${typed}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  const [before, after] = [offsetAt(asUtc - DAY, zone), offsetAt(asUtc + DAY, zone)];
  return offsetAt(asUtc - before, zone) !== before && offsetAt(asUtc - after, zone) === after ? asUtc - after : asUtc - before;
}

const DAY = 86_400_000;

/** How far a zone's clock is ahead of UTC, in ms. */
function offsetAt(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((each) => each.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) - Math.floor(at / 60_000) * 60_000;
}
