import { type Instant, instant, type Micrometres, MINUTE, type Minutes, shifted } from '@voldgrav/hydrology';

/** One event of a gauge of the SVK network, minute by minute. */
export interface Km2Event {
  readonly station: string;
  /** µm in each minute, by its end. */
  readonly minutes: readonly { readonly at: Instant; readonly depth: Micrometres }[];
  /** As the header says: mm. */
  readonly depthMm: number;
  /** "2" meant rejected once; what it means now is not known, so nothing is left out for it. */
  readonly flag: string;
}

/** What the format does not say of itself (domain.md §2.9): both differ between those who read it. */
export interface Km2Conventions {
  /** Whether the first value's minute begins at the header's time or ends there. */
  readonly firstMinute: 'begins' | 'ends';
  /** Minutes by which its clock is ahead of UTC. It has no summer time. */
  readonly utcOffset: Minutes;
}

export type Km2Read = { readonly ok: true; readonly events: readonly Km2Event[] } | { readonly ok: false; readonly line: number; readonly expected: string };

/** 1 YYYYMMDD HHMM, station, a number, duration in min, depth in mm, flag. */
const HEADER = /^1 ?(\d{4})(\d{2})(\d{2}) *(\d{2})(\d{2}) +(\d+) +\d+ +\d+ +([\d.]+) +(\w+)\s*$/;
const SECONDS = 60;

/**
 * Reads a KM2 file: headers, each followed by intensities of one minute in µm/s (1 µm/s = 0.06 mm in a minute). Between events it says
 * nothing, which is not that it was dry.
 */
export function readKm2(text: string, { firstMinute, utcOffset }: Km2Conventions): Km2Read {
  const events: (Km2Event & { readonly minutes: { at: Instant; depth: Micrometres }[]; readonly first: Instant })[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const header = HEADER.exec(line);
    if (header !== null) {
      const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = header.slice(1, 6).map(Number);
      const at = shifted(instant(Date.UTC(year, month - 1, day, hour, minute)), (firstMinute === 'begins' ? 1 : 0) * MINUTE - utcOffset * MINUTE);
      events.push({ station: header[6] ?? '', depthMm: Number(header[7]), flag: header[8] ?? '', minutes: [], first: at });
      continue;
    }
    const event = events.at(-1);
    const values = line.trim().split(/\s+/).map(Number);
    if (event === undefined) return { ok: false, line: index + 1, expected: 'a header such as "1 20110702 1653   30311   1  125   31.2 1"' };
    if (values.some((value) => !(value >= 0))) return { ok: false, line: index + 1, expected: 'intensities in µm/s with blanks between them' };
    for (const value of values) event.minutes.push({ at: shifted(event.first, event.minutes.length * MINUTE), depth: Math.round(value * SECONDS) as Micrometres });
  }
  return { ok: true, events: events.map(({ first: _, ...event }) => event) };
}
