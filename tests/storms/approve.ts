// Writes what comes of each named storm and known recording now, for a person to look through before it is committed:
//   node tests/contracts/run-typescript.mjs tests/storms/approve.ts [name …]
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { STORM_NAMES } from '@voldgrav/storm';
import { KNOWN_RECORDINGS, playedRecording } from './known-recording.ts';
import { outcomeOf, recordedOutcomeOf } from './outcome.ts';
import { playedStorm } from './played-storm.ts';
import { sampleTown } from './timeline.ts';

const asked = process.argv.slice(3);
const town = await sampleTown();
for (const name of STORM_NAMES.filter((each) => asked.length === 0 || asked.includes(each))) {
  const file = fileURLToPath(new URL(`./outcomes/${name}.json`, import.meta.url));
  writeFileSync(file, `${JSON.stringify(outcomeOf(await playedStorm(name, town)), undefined, 2)}\n`);
  console.log(`${name}: written. Read it against tests/storms/outcomes/README.md before you commit it.`);
}
for (const known of KNOWN_RECORDINGS.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  const report = await playedRecording(known, town);
  if (report !== undefined) writeFileSync(fileURLToPath(new URL(`./outcomes/recordings/${known.name}.json`, import.meta.url)), `${JSON.stringify(recordedOutcomeOf(report), undefined, 2)}\n`);
  console.log(report === undefined ? `${known.name}: not played, since its recording is not here.` : `${known.name}: written. Read it against tests/storms/outcomes/recordings/README.md before you commit it.`);
}
