import type { Slip } from './slip.ts';

/** Slips in rules.yaml. */
export const ruleSlips: readonly Slip[] = [
  {
    slip: 'a negative deadband',
    file: 'rules.yaml',
    after: 'id: aadalen-can-take',
    from: 'deadband: 4',
    to: 'deadband: -4',
    says: 'deadband of "aadalen-can-take": expected a number that is 0 or more, found -4.',
  },
  {
    slip: 'a rule on an asset that is not there',
    file: 'rules.yaml',
    after: 'id: aadalen-can-take',
    from: 'b-aadalen',
    to: 'b-dalen',
    says: 'asset of "aadalen-can-take": expected the id of a basin, road, stream or sea in assets.yaml, found "b-dalen".',
  },
  {
    slip: 'a road asked what it can take',
    file: 'rules.yaml',
    after: 'id: aadalen-can-take',
    from: 'b-aadalen',
    to: 'v-havnegade',
    says: 'asset of "aadalen-can-take": expected a basin, since can-take asks what a basin can take and this is a road, found "v-havnegade".',
  },
  {
    slip: 'a severity DMI does not have',
    file: 'rules.yaml',
    after: 'id: aadalen-can-take',
    from: 'severity: 2',
    to: 'severity: 4',
    says: 'severity of "aadalen-can-take": expected 1, 2 or 3, found 4.',
  },
  {
    slip: 'a response without its English',
    file: 'rules.yaml',
    after: 'response:',
    from: "      en: '",
    to: "      eng: '",
    says: 'response.eng of "aadalen-can-take": expected no such key here, only da, en',
    faults: 2,
  },
  {
    slip: 'a set point above what the sensor can see',
    file: 'rules.yaml',
    after: 'id: aadalen-near-crest',
    from: 'asset: b-aadalen',
    to: 'asset: b-vestbyen',
    at: 'set_point: 1.90',
    says: 'set_point of "aadalen-near-crest": expected a level that its sensor can see, which is 1.75 at most, found 1.9.',
  },
];
