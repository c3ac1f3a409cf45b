import type { Asset, DrainageState, Instant } from '@voldgrav/hydrology';
import { latestAt } from '@voldgrav/rollup';
import { freshValue } from '../heard.ts';
import type { NamedLimit } from './catchment-assessment.ts';
import type { CatchmentEvidence } from './catchment-evidence.ts';
import type { CatchmentModel } from './catchment-model.ts';

/**
 * A limit that stands reached: `isMeasured` when a water level says so that still speaks, not the model or a last word; `isModelled` when
 * nobody ever measured it.
 */
export interface ReachedLimit {
  readonly limit: NamedLimit;
  readonly isMeasured: boolean;
  readonly isModelled: boolean;
}

/**
 * Limits that stand reached: basins at their crest, roads and streams by their measured water level. A sensor that drowned on a
 * flooded road has not dried it: its last usable level stands until another says otherwise.
 */
export function limitsReached(model: CatchmentModel, state: DrainageState, evidence: CatchmentEvidence, now: Instant): readonly ReachedLimit[] {
  const full = model.limits.flatMap(({ asset, at }) => {
    const part = model.plan.parts[at]!;
    const level = asset.kind === 'basin' ? freshValue(evidence.level(asset.levelSensor), now) : undefined;
    const atCrest = asset.kind === 'basin' && level !== undefined && level >= asset.crest;
    return part.kind === 'store' && (atCrest || state.volume[at]! >= part.capacity) ? [{ limit: named(asset), isMeasured: atCrest, isModelled: !atCrest }] : [];
  });
  const flooded = model.watched.flatMap((asset) => {
    const heard = evidence.level(asset.levelSensor);
    const level = latestAt(heard.samples, now)?.value;
    const limit = asset.kind === 'road' ? asset.floodsAt : asset.kind === 'stream' ? asset.bankLevel : Infinity;
    return level !== undefined && level >= limit ? [{ limit: named(asset), isMeasured: freshValue(heard, now) !== undefined, isModelled: false }] : [];
  });
  return [...flooded, ...full];
}

/** A limit as it is named to people. */
export const named = (asset: Asset): NamedLimit => ({
  asset: asset.id,
  name: asset.name,
  kind: asset.kind,
  floods: 'floods' in asset ? asset.floods : asset.id,
});
