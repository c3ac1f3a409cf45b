import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { changedRule } from './rule-entry.ts';
import { TOWN_FILES } from './parse-town.ts';

const town = new Map(TOWN_FILES.map((name) => [name as string, readFileSync(new URL(`../../../../config/sample-town/${name}`, import.meta.url), 'utf8')]));
const messages = (entry: ReturnType<typeof changedRule>) => (entry.ok ? [] : entry.faults.map(({ message }) => message));

describe('a rule of the town with some of its fields changed', () => {
  it('is the one in force but for them', () => {
    const entry = changedRule({ id: 'aadalen-near-crest', set_point: 1.7, on_delay_s: 60 }, town);
    // rules.yaml: 1.90 m, deadband 0.10 m, 30 s, severity 3.
    expect(entry).toMatchObject({ ok: true, rule: { id: 'aadalen-near-crest', asset: 'b-aadalen', setPoint: 1.7, onDelay: 60, deadband: 0.1, severity: 3 } });
  });

  it.each([
    ['a value that cannot be', { id: 'aadalen-near-crest', severity: 9 }, 'severity of "aadalen-near-crest": expected 1, 2 or 3, found 9.'],
    ['a field that there is not', { id: 'aadalen-near-crest', setPoint: 1.7 }, 'setPoint'],
    ['an asset that the town does not have', { id: 'aadalen-near-crest', asset: 'b-nowhere' }, 'b-nowhere'],
    ['a rule that the town does not have and that is not whole', { id: 'brand-new', set_point: 1 }, 'asset'],
  ])('is refused for %s', (_, fields, part) => {
    expect(messages(changedRule(fields, town)).join(' ')).toContain(part);
  });
});
