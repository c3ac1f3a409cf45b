import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTown } from '@voldgrav/installation';
import { openJournal } from '@voldgrav/journal';
import { TownWatch } from '@voldgrav/pipeline';
import { expect, it, onTestFinished } from 'vitest';
import { realClock } from '../clock.ts';
import { Intake } from './intake.ts';

const SAMPLE_TOWN = fileURLToPath(new URL('../../../../config/sample-town', import.meta.url));

it('what is committed together is taken in the order of the journal: the clock before the messages that came after it', async () => {
  const read = await readTown(SAMPLE_TOWN);
  if (!read.ok) throw new Error('the sample town is at fault');
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-intake-'));
  const journal = openJournal({ file: join(folder, 'journal.sqlite') });
  onTestFinished(() => {
    journal.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const taken: number[] = [];
  const intake = new Intake({ journal, watch: new TownWatch(read.town), clock: realClock, onTaken: ({ seq }) => taken.push(seq), onChanges: () => undefined, tell: () => undefined });
  const message = () => intake.message({ topic: 'sensors/l-aadalen/json', payload: new TextEncoder().encode('{"level_m":0.5}'), clientId: 's' });
  const act = () => intake.act({ kind: 'act', name: 'a test', body: new Uint8Array(0), origin: 'somebody', receivedAt: realClock.now() });
  await Promise.all([message(), intake.tick(), message(), act(), message()]);
  expect(taken).toEqual([1, 2, 3, 4, 5]);
});
