// Writes what comes of each named storm now, for a person to look through before it is committed:
//   node tests/contracts/run-typescript.mjs tests/storms/approve.ts [name …]
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { STORM_NAMES } from '@voldgrav/storm';
import { outcomeOf } from './outcome.ts';
import { playedStorm } from './played-storm.ts';
import { sampleTown } from './timeline.ts';

const asked = process.argv.slice(3);
const town = await sampleTown();
for (const name of STORM_NAMES.filter((each) => asked.length === 0 || asked.includes(each))) {
  const file = fileURLToPath(new URL(`./outcomes/${name}.json`, import.meta.url));
  writeFileSync(file, `${JSON.stringify(outcomeOf(await playedStorm(name, town)), undefined, 2)}\n`);
  console.log(`${name}: written. Read it against tests/storms/outcomes/README.md before you commit it.`);
}
