import type { Asset, MetresAboveDatum } from '@voldgrav/hydrology';

/** The water level at which an asset fails those who rely on it: what a rule on it is there to come before. Undefined where there is none, as for a pump. */
export function limitOf(asset: Asset): MetresAboveDatum | undefined {
  switch (asset.kind) {
    case 'basin':
      return asset.crest;
    case 'road':
      return asset.floodsAt;
    case 'stream':
      return asset.bankLevel;
    case 'sea':
      return asset.closesOutletsAt;
    default:
      return undefined;
  }
}
