import type { Slip } from './slip.ts';

/** Slips in catchments.yaml. */
export const catchmentSlips: readonly Slip[] = [
  {
    slip: 'a misspelt key',
    file: 'catchments.yaml',
    after: 'id: aadalen',
    from: 'area_ha',
    to: 'area_hektar',
    says: 'area_hektar of "aadalen": expected no such key here, only id, name, kind, area_ha',
    faults: 2,
  },
  {
    slip: 'a missing key',
    file: 'catchments.yaml',
    after: 'name: Ådalen',
    from: '    area_ha: 12\n',
    to: '',
    says: 'area_ha of "aadalen" is missing: expected a number above 0.',
    at: 'id: aadalen',
  },
  {
    slip: 'a text for a number',
    file: 'catchments.yaml',
    after: 'id: aadalen',
    from: '12',
    to: 'tolv',
    says: 'area_ha of "aadalen": expected a number above 0, found "tolv".',
  },
  {
    slip: 'a share above 1',
    file: 'catchments.yaml',
    after: 'id: aadalen',
    from: '0.45',
    to: '45',
    says: 'impervious_share of "aadalen": expected a number from 0 to 1, found 45.',
  },
  {
    slip: 'a catchment without gauges',
    file: 'catchments.yaml',
    after: 'id: aadalen',
    from: '[r-03, r-04]',
    to: '[]',
    says: 'gauges of "aadalen": expected at least one rain gauge: without one the catchment never hears that it rains, found an empty list.',
  },
  {
    slip: 'a gauge that is not there',
    file: 'catchments.yaml',
    after: 'id: aadalen',
    from: 'r-04',
    to: 'r-99',
    says: 'gauges[1] of "aadalen": expected the id of a rain gauge in sensors.yaml, found "r-99".',
  },
  {
    slip: 'a gauge that measures water level',
    file: 'catchments.yaml',
    after: 'id: aadalen',
    from: 'r-04',
    to: 'tide-01',
    says: 'gauges[1] of "aadalen": expected the id of a rain gauge in sensors.yaml, found "tide-01".',
  },
];
