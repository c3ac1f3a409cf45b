import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { isoOf } from '@voldgrav/hydrology';
import { type KeptArchive, openInfluxArchive, openSqliteArchive, type RefusedByStore } from '@voldgrav/storage';
import type { Town } from '@voldgrav/wire';
import type { Clock } from '../clock.ts';
import type { Settings } from '../settings.ts';
import { monthsBefore } from '../watch/store-keeper.ts';

/** Lines that a store refused, one JSON object each, beside the journal that holds the messages they came from. */
const REFUSED_FILE = 'refused-by-store.jsonl';

export interface ArchiveOptions {
  readonly settings: Settings;
  readonly town: Town;
  readonly folder: string;
  readonly clock: Clock;
  readonly onRefused: (refused: RefusedByStore) => void;
}

/** The store that the settings name. What it will never take is written down with its reason before anybody is told. */
export function openArchive({ settings, town, folder, clock, onRefused }: ArchiveOptions): KeptArchive {
  const rawSince = () => monthsBefore(clock.now(), settings.rawMonths);
  if (settings.influx === undefined) return openSqliteArchive({ file: embeddedFile(folder), rawSince });
  return openInfluxArchive({
    ...settings.influx,
    rawSince,
    sensors: new Set(town.sensors.map(({ id }) => id)),
    onRefused: (refused) => {
      appendFileSync(join(folder, REFUSED_FILE), `${JSON.stringify({ at: isoOf(clock.now()), ...refused })}\n`);
      onRefused(refused);
    },
  });
}

export const embeddedFile = (folder: string): string => join(folder, 'observations.sqlite');
