import { type Instant, instant } from '@voldgrav/hydrology';
import type { ObservationArchive } from '@voldgrav/pipeline';
import type { Clock } from '../clock.ts';

const LOOK_EVERY_MS = 3_600_000;

export interface StoreKeeperOptions {
  readonly archive: ObservationArchive;
  readonly clock: Clock;
  /** How long every observation is kept. */
  readonly months: number;
  /** False while the clock has been set, or has not been checked yet: then nothing is let go of for its age. */
  readonly trustsClock: () => boolean;
  readonly tell: (line: string) => void;
}

/** Lets go of old observations once an hour. Returns the stop. */
export function keepStore({ archive, clock, months, trustsClock, tell }: StoreKeeperOptions): () => void {
  const round = async (): Promise<void> => {
    if (!trustsClock()) return;
    await archive.forget(monthsBefore(clock.now(), months)).catch((fault: unknown) => tell(`The store could not let old observations go: ${fault instanceof Error ? fault.message : String(fault)}`));
  };
  const timer = setInterval(() => void round(), LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

/** The same day and time of an earlier month in UTC; the last day of a month that is shorter. */
export function monthsBefore(at: Instant, months: number): Instant {
  const date = new Date(at);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return instant(date.getTime());
}
