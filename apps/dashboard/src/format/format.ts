export type Language = 'da' | 'en';

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter is dear and every tick asks again, so each is made once. */
function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  const known = formatters.get(key);
  if (known !== undefined) return known;
  // British English writes 03:14 as Danish duty officers do; Danish in Intl writes 03.14.
  const made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options });
  formatters.set(key, made);
  return made;
}

/** "03:14" in the town's zone, from UTC milliseconds. */
export const formatTime = (at: number, zone: string): string => formatter(zone, { hour: '2-digit', minute: '2-digit' }).format(at);

/** "03:14:09". */
export const formatClock = (at: number, zone: string): string =>
  formatter(zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);

/** "25/10 02:30 CEST": day, month and time with the zone's name, so that the night with two 02:30s is readable. */
export function formatDateTime(at: number, zone: string): string {
  const parts = formatter(zone, { day: 'numeric', month: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '';
  return `${Number(part('day'))}/${Number(part('month'))} ${part('hour')}:${part('minute')} ${part('timeZoneName')}`;
}

/** A number with so many decimals: decimal comma and dots between thousands in Danish; a real minus, and none before a zero. */
export const formatNumber = (value: number, decimals: number, locale: Language): string =>
  value
    .toLocaleString(locale === 'da' ? 'da-DK' : 'en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals, signDisplay: 'negative' })
    .replace('-', '−');

/** "12 s", "4 min", "3 t" or "3 h", "5 d": how long ago, as short as it can be said. Never negative: clocks differ a little. */
export function formatAge(ms: number, locale: Language): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} ${locale === 'da' ? 't' : 'h'}` : `${Math.floor(hours / 24)} d`;
}
