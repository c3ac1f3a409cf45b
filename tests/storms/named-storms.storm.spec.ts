import { readdirSync, readFileSync } from 'node:fs';
import { STORM_NAMES, stormLabel } from '@voldgrav/storm';
import type { Town } from '@voldgrav/wire';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Outcome, outcomeOf } from './outcome.ts';
import { outcomeDifference } from './outcome-difference.ts';
import { playedStorm } from './played-storm.ts';
import { sampleTown } from './timeline.ts';

const OUTCOMES = new URL('./outcomes/', import.meta.url);

// Each named storm against what a person has approved; why it is right is in outcomes/README.md.
describe('every named storm over the sample town', () => {
  let town: Town;
  beforeAll(async () => {
    town = await sampleTown();
  });

  it.each(STORM_NAMES.map((name) => [name, stormLabel(name)] as const))('%s: %s', { timeout: 120_000 }, async (name) => {
    const approved = JSON.parse(readFileSync(new URL(`${name}.json`, OUTCOMES), 'utf8')) as Outcome;
    expect(outcomeDifference(approved, outcomeOf(await playedStorm(name, town)))).toEqual([]);
  });

  it('has an approved outcome, and a sentence that says why', () => {
    const files = readdirSync(OUTCOMES).filter((file) => file.endsWith('.json')).map((file) => file.replace('.json', ''));
    expect(files.sort()).toEqual([...STORM_NAMES].sort());
    const why = readFileSync(new URL('README.md', OUTCOMES), 'utf8');
    for (const name of STORM_NAMES) expect(why).toContain(`\`${name}\``);
  });
});
