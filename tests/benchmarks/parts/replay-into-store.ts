// Plays a recording through the engine into a journal and a store: `node replay-into-store.js RECORDING TOWN FOLDER`. Tells how many
// observations the store took.
import { join } from 'node:path';
import { SECOND } from '@voldgrav/hydrology';
import { readTown } from '@voldgrav/installation';
import { openJournal } from '@voldgrav/journal';
import { TownIndex } from '@voldgrav/pipeline';
import type { Observation } from '@voldgrav/quality';
import { openRecording, type Recording, ReplayEngine, ReplayPlayer } from '@voldgrav/replay';
import { openSqliteArchive } from '@voldgrav/storage';

/** As many as the server's store writer takes. */
const AT_ONCE = 4_000;
const [file = '', townDir = '', folder = ''] = process.argv.slice(2);

const read = await readTown(townDir);
if (!read.ok) throw new Error(`The town in ${townDir} is faulty.`);
const { town } = read;
const journal = openJournal({ file: join(folder, 'journal.sqlite') });
const archive = openSqliteArchive({ file: join(folder, 'observations.sqlite') });
const asRecorded = await openRecording([file], { index: new TownIndex(town), rename: new Map(), badLines: 'refuse', onMended: () => undefined });

let batch: Observation[] = [];
let taken = 0;
async function store(): Promise<void> {
  const full = batch;
  batch = [];
  await archive.append(full);
  taken += full.length;
}

/** What has been read is journalled before it is played, as the server acknowledges after the commit. */
const recording: Recording = {
  async *parts() {
    for await (const part of asRecorded.parts()) {
      const committed = part.flatMap((each) => (each.kind === 'message' ? [journal.append({ kind: 'message', topic: each.message.topic, payload: each.message.payload, origin: 'bench', receivedAt: each.receivedAt })] : []));
      await Promise.all(committed);
      yield part;
      if (batch.length >= AT_ONCE) await store();
    }
  },
};
const engine = new ReplayEngine({
  town,
  lane: 'bench',
  readinessEvery: 1,
  onObservations: (observations) => {
    for (const observation of observations) batch.push(observation);
  },
});
await new ReplayPlayer({ recording, openStage: () => engine, runsOn: 90 * SECOND }).play({ speed: 'max' });
await store();
await archive.roll();
journal.close();
archive.close();
console.log(JSON.stringify({ taken, storms: engine.report().storms.length }));
