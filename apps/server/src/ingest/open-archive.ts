import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { isoOf } from '@voldgrav/hydrology';
import { archiveInThread, type KeptArchive, type OwnArchive, type RefusedByStore, type ThreadedArchive } from '@voldgrav/storage';
import type { Town } from '@voldgrav/wire';
import type { Clock } from '../clock.ts';
import type { Settings } from '@voldgrav/installation';
import { monthsBefore } from '../watch/store-keeper.ts';
import { openStore, type StoreAddress } from './open-store.ts';

/** Lines that a store refused, one JSON object each, beside the journal that holds the messages they came from. */
const REFUSED_FILE = 'refused-by-store.jsonl';
/** Lies beside the built server; run from its sources, where no thread can start, there is none. */
const THREAD = new URL('./archive-thread.js', import.meta.url);

export interface ArchiveOptions {
  readonly settings: Settings;
  readonly town: Town;
  readonly folder: string;
  readonly clock: Clock;
  readonly onRefused: (refused: RefusedByStore) => void;
}

/** The store that the settings name, in this thread. What it will never take is written down with its reason before anybody is told. */
export const openArchive = (options: ArchiveOptions): KeptArchive => openStore(addressOf(options), handsOf(options));

/** The same in a thread of its own wherever one can start, so that the intake does not wait for what is written, rolled up or asked for. A store across a network works for itself in either. */
export function openArchiveBeside(options: ArchiveOptions): { readonly archive: OwnArchive; readonly worksForItself: boolean } {
  if (!existsSync(THREAD)) return { archive: openArchive(options), worksForItself: options.settings.influx !== undefined };
  return { archive: archiveInThread({ module: THREAD, workerData: addressOf(options), ...handsOf(options) }), worksForItself: true };
}

const addressOf = ({ settings, town, folder }: ArchiveOptions): StoreAddress => ({ file: embeddedFile(folder), influx: settings.influx, sensors: town.sensors.map(({ id }) => id) });

const handsOf = ({ settings, folder, clock, onRefused }: ArchiveOptions): ThreadedArchive => ({
  rawSince: () => monthsBefore(clock.now(), settings.rawMonths),
  onRefused: (refused) => {
    // Where it cannot be written down it is told all the same, and stays in the journal: nobody may stop for that.
    let reason = refused.reason;
    try {
      appendFileSync(join(folder, REFUSED_FILE), `${JSON.stringify({ at: isoOf(clock.now()), ...refused })}\n`);
    } catch (cause) {
      reason = `${reason} (and ${REFUSED_FILE} cannot be written: ${cause instanceof Error ? cause.message : String(cause)})`;
    }
    onRefused({ ...refused, reason });
  },
});

export const embeddedFile = (folder: string): string => join(folder, 'observations.sqlite');
