import type { Asset } from '@voldgrav/hydrology';
import type { Town } from './town.ts';

/**
 * Assets that the steps of an action protect and no alert rule stands on, though it can be reckoned when they reach their limit: basins, rated streams, and roads that
 * an inlet or pipe floods, in the town's order. Nobody is alerted before the last moment of those steps (readiness.md §4).
 */
export function limitsWithoutRule({ assets, actions, rules }: Pick<Town, 'assets' | 'actions' | 'rules'>): readonly Asset[] {
  const isProtected = new Set(actions.flatMap(({ playbook, assets: named }) => (playbook.length === 0 ? [] : named)));
  const hasRule = new Set(rules.map(({ asset }) => asset));
  const flooded = new Set(assets.flatMap((asset) => ('floods' in asset ? [asset.floods] : [])));
  return assets.filter((asset) => isProtected.has(asset.id) && !hasRule.has(asset.id) && (asset.kind === 'basin' || (asset.kind === 'stream' && asset.rating !== undefined) || (asset.kind === 'road' && flooded.has(asset.id))));
}
