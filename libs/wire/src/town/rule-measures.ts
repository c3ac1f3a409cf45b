import { ASSET_KINDS } from './assets-file.ts';
import { entriesOf, type FileValues } from './references.ts';
import type { Finding } from './town-fault.ts';
import { valueAt } from './value-at.ts';

/** Rules that ask an asset for what it does not have: only a basin can take rain, and only a limit that the model computes has a last moment before it. */
export function ruleMeasures(values: FileValues): readonly Finding[] {
  const rules = valueAt(values.get('rules.yaml'), ['rules']);
  const assets = entriesOf('asset', values);
  if (!Array.isArray(rules) || assets === undefined) return [];
  return rules.flatMap((rule, index): readonly Finding[] => {
    const asset = String(valueAt(rule, ['asset']));
    const found = assets.get(asset);
    const kind = ASSET_KINDS.find((known) => known === found);
    // What has no water level is refused already, since no rule may watch it.
    if (kind === undefined || kind === 'pump' || kind === 'inlet' || kind === 'pipe') return [];
    const path = ['rules', index, 'asset'];
    switch (valueAt(rule, ['measure', 'kind'])) {
      case 'can-take':
        return kind === 'basin' ? [] : [{ path, expected: `a basin, since can-take asks what a basin can take and this is a ${kind}` }];
      case 'latest-decision':
        return [
          ...(hasLimit(asset, kind, values) ? [] : [{ path, expected: 'a basin, a stream with a rating, or a road that an inlet or pipe floods: nobody can reckon when another is reached' }]),
          ...(valueAt(rule, ['abnormal']) === 'above' ? [{ path: ['rules', index, 'abnormal'], expected: 'below, since little time is left and not much' }] : []),
        ];
      default:
        return [];
    }
  });
}

/** Whether the model can run into a limit there. */
function hasLimit(asset: string, kind: 'basin' | 'road' | 'stream' | 'sea', values: FileValues): boolean {
  const assets = valueAt(values.get('assets.yaml'), ['assets']);
  const rows: readonly unknown[] = Array.isArray(assets) ? assets : [];
  if (kind === 'stream') return rows.some((row) => valueAt(row, ['id']) === asset && valueAt(row, ['rating']) !== undefined);
  return kind === 'basin' || rows.some((row) => valueAt(row, ['floods']) === asset);
}
