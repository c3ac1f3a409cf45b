import type { Slip } from './slip.ts';

/** Slips in how the water flows, in network.yaml. */
export const networkSlips: readonly Slip[] = [
  {
    slip: 'a link to nowhere',
    file: 'network.yaml',
    after: 'network:',
    from: 'to: s-overmarken',
    to: 'to: s-nowhere',
    says: 'network[0].to: expected the id of a catchment or asset in catchments.yaml or assets.yaml, found "s-nowhere".',
  },
  {
    slip: 'water that flows in a circle',
    file: 'network.yaml',
    after: 'from: s-moellebro',
    from: 'to: fjorden',
    to: 'to: overmarken',
    says: 'expected water to flow on, not round (s-moellebro → overmarken → s-overmarken → s-aabroen → s-moellebro)',
  },
  {
    slip: 'a fork that loses water',
    file: 'network.yaml',
    after: 'from: havnen',
    from: 'share: 0.3',
    to: 'share: 0.2',
    says: 'network[18].share: expected shares from "havnen" that make 1 together, not 0.9, found 0.2.',
  },
];
