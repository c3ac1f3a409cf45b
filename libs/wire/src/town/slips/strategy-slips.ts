import type { Slip } from './slip.ts';

/** Slips in strategy.yaml. */
export const strategySlips: readonly Slip[] = [
  {
    slip: 'a playbook step with a pump nobody has',
    file: 'strategy.yaml',
    after: 'id: pumpe-aadalen',
    from: 'pumpe-1',
    to: 'pumpe-9',
    says: 'resource of "pumpe-aadalen": expected the id of a resource in resources.yaml, found "pumpe-9".',
  },
  {
    slip: 'an action in a catchment that is not there',
    file: 'strategy.yaml',
    after: 'id: aadalens-klimapark',
    from: 'catchments: [aadalen]',
    to: 'catchments: [dalen]',
    says: 'catchments[0] of "aadalens-klimapark": expected the id of a catchment in catchments.yaml, found "dalen".',
  },
  {
    slip: 'an eighth principle',
    file: 'strategy.yaml',
    after: 'id: aadalens-klimapark',
    from: 'principles: [1, 4]',
    to: 'principles: [1, 8]',
    says: 'principles[1] of "aadalens-klimapark": expected a principle from 1 to 7, found 8.',
  },
];
