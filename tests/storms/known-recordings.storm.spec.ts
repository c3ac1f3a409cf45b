import { readdirSync, readFileSync } from 'node:fs';
import type { Town } from '@voldgrav/wire';
import { beforeAll, describe, expect, it } from 'vitest';
import { KNOWN_RECORDINGS, playedRecording } from './known-recording.ts';
import { outcomeDifference } from './outcome-difference.ts';
import { type Outcome, recordedOutcomeOf } from './outcome.ts';
import { DATA_ABSENT } from './recording.ts';
import { sampleTown } from './timeline.ts';

const OUTCOMES = new URL('./outcomes/recordings/', import.meta.url);

// Each recording against what a person has approved; why it is right is in outcomes/recordings/README.md.
describe('every known recording over the sample town', () => {
  let town: Town;
  beforeAll(async () => {
    town = await sampleTown();
  });

  it.for(KNOWN_RECORDINGS)('$name: $label', { timeout: 240_000 }, async (known, { skip }) => {
    const report = await playedRecording(known, town);
    if (report === undefined) return skip(DATA_ABSENT);
    const approved = JSON.parse(readFileSync(new URL(`${known.name}.json`, OUTCOMES), 'utf8')) as Outcome;
    expect(outcomeDifference(approved, recordedOutcomeOf(report))).toEqual([]);
  });

  it('has an approved outcome, and a sentence that says why', () => {
    const files = readdirSync(OUTCOMES).filter((file) => file.endsWith('.json')).map((file) => file.replace('.json', ''));
    expect(files.sort()).toEqual(KNOWN_RECORDINGS.map(({ name }) => name).sort());
    const why = readFileSync(new URL('README.md', OUTCOMES), 'utf8');
    for (const { name } of KNOWN_RECORDINGS) expect(why).toContain(`\`${name}\``);
  });
});
