import type { Slip } from './slip.ts';

/** Slips in strategy.yaml and resources.yaml. */
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
    slip: 'a gate that empties a stream',
    file: 'resources.yaml',
    after: 'id: port-moellebro',
    from: 'minutes_to_deploy: 30',
    to: 'minutes_to_deploy: 30\n    empties: [s-moellebro]',
    says: 'empties[0] of "port-moellebro": expected the id of a basin in assets.yaml, found "s-moellebro".',
    at: 'id: barrierer',
  },
  {
    slip: 'a crew that empties a basin',
    file: 'resources.yaml',
    after: 'id: vagthold',
    from: 'minutes_to_deploy: 15',
    to: 'minutes_to_deploy: 15\n    empties: [b-havnen]',
    says: 'empties of "vagthold": expected no such key here, only on a gate, found ["b-havnen"].',
    at: 'id: vejhold-1',
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
