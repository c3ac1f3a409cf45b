import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { limitsWithoutRule } from './limits-without-rule.ts';
import { parseTown } from './parse-town.ts';

const FOLDER = new URL('../../../../config/sample-town/', import.meta.url);

it('names what steps protect and no rule stands on, where it can be reckoned when its limit is reached', async () => {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.yaml'));
  const parsed = parseTown(new Map(await Promise.all(names.map(async (name): Promise<[string, string]> => [name, await readFile(new URL(name, FOLDER), 'utf8')]))));
  if (!parsed.ok) throw new Error(parsed.faults[0]?.message);
  const { town } = parsed;
  const unruled = (rules = town.rules, assets = town.assets, actions = town.actions) => limitsWithoutRule({ rules, assets, actions }).map(({ id }) => id);
  // Of what strategy.yaml names, rules stand on b-aadalen, b-kildedal, b-vestbyen, v-viadukten, fjorden and s-aabroen. No inlet floods v-aadalsvej, and the pump at the harbour is no limit of its own.
  expect(unruled()).toEqual(['b-havnen', 'v-havnegade', 's-overmarken', 's-kildebaek', 's-moellebro']);
  expect(unruled(town.rules.filter(({ asset }) => asset !== 's-aabroen'))).toContain('s-aabroen');
  // Without rating nobody can reckon it; without a step there is no last moment.
  expect(unruled(town.rules, town.assets.map((asset) => (asset.id === 's-overmarken' ? { ...asset, rating: undefined } : asset) as typeof asset))).not.toContain('s-overmarken');
  expect(unruled(town.rules, town.assets, town.actions.map((action) => ({ ...action, playbook: [] })))).toEqual([]);
});
