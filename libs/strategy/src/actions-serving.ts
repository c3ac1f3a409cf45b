import type { ResilienceAction } from './resilience-action.ts';

/** An action that an event bears on, and why. */
export interface ServingAction {
  readonly action: ResilienceAction;
  readonly because: 'asset' | 'catchment';
}

/**
 * Which strategy actions an event at an asset bears on: those that name the asset, then those that name its catchment.
 * The order of the strategy is kept within each. Source: domain.md §7, event → action rule.
 */
export function actionsServing(
  actions: readonly ResilienceAction[],
  event: { readonly asset: string; readonly catchment?: string },
): readonly ServingAction[] {
  const byAsset = actions.filter((action) => action.assets.includes(event.asset));
  const byCatchment = actions.filter(
    (action) => !byAsset.includes(action) && event.catchment !== undefined && action.catchments.includes(event.catchment),
  );
  return [
    ...byAsset.map((action): ServingAction => ({ action, because: 'asset' })),
    ...byCatchment.map((action): ServingAction => ({ action, because: 'catchment' })),
  ];
}
