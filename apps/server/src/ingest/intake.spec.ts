import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { instant } from '@voldgrav/hydrology';
import { readTown } from '@voldgrav/installation';
import { openJournal } from '@voldgrav/journal';
import { TownWatch } from '@voldgrav/pipeline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Intake } from './intake.ts';

const SAMPLE_TOWN = fileURLToPath(new URL('../../../../config/sample-town', import.meta.url));
const NOW = instant(Date.UTC(2026, 7, 26, 12, 0, 0));

describe('the intake', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'voldgrav-intake-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  // A rebuild hears the rows by their numbers; the store takes what has just come only while no number is left out.
  it('takes a clock entry in the journal’s order, though messages are committed together with it', async () => {
    const read = await readTown(SAMPLE_TOWN);
    if (!read.ok) throw new Error('the sample town is at fault');
    const journal = openJournal({ file: join(folder, 'journal.sqlite') });
    const taken: number[] = [];
    const intake = new Intake({
      journal,
      watch: new TownWatch(read.town),
      clock: { kind: 'test', speed: 1, now: () => NOW },
      onTaken: ({ seq }) => taken.push(seq),
      onChanges: () => undefined,
      tell: () => undefined,
    });
    const message = (second: number) =>
      intake.message({ topic: 'sensors/l-aadalen/json', payload: new TextEncoder().encode(`{"time":"2026-08-26T11:59:0${second}Z","level_m":1.2}`), clientId: 's' });

    await Promise.all([message(1), message(2), intake.tick(), message(3), message(4)]);

    expect(taken).toEqual([1, 2, 3, 4, 5]);
    journal.close();
  });
});
