import { ASSET_KINDS } from './assets-file.ts';
import { entriesOf, type FileValues } from './references.ts';
import type { Finding } from './town-fault.ts';
import { valueAt } from './value-at.ts';

/** Rules that ask an asset for what it does not have: only a basin can take rain. */
export function ruleMeasures(values: FileValues): readonly Finding[] {
  const rules = valueAt(values.get('rules.yaml'), ['rules']);
  const assets = entriesOf('asset', values);
  if (!Array.isArray(rules) || assets === undefined) return [];
  return rules.flatMap((rule, index): Finding[] => {
    if (valueAt(rule, ['measure', 'kind']) !== 'can-take') return [];
    const found = assets.get(String(valueAt(rule, ['asset'])));
    const kind = ASSET_KINDS.find((known) => known === found);
    // What has no water level is refused already, since no rule may watch it.
    if (kind === undefined || kind === 'basin' || kind === 'pump' || kind === 'inlet' || kind === 'pipe') return [];
    return [{ path: ['rules', index, 'asset'], expected: `a basin, since can-take asks what a basin can take and this is a ${kind}` }];
  });
}
