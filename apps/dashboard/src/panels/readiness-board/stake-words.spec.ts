import type { TownAnswer } from '@voldgrav/wire';
import { expect, it } from 'vitest';
import { hitBy, stakeWords } from './stake-words.ts';

it('names what may be hit and when as a range, and without a time while the data are stale', () => {
  const places = [{ id: 'home', name: 'Plejehjemmet Åhaven' }] as unknown as TownAnswer['places'];
  const hit = (place: string, earliest: number, latest: number | null) => ({ place, limit: 'b', within: { earliest, latest } });
  const atStake = [hit('road', 0, 0), hit('home', 12, 30), hit('shop', 40, null), { place: 'gone', limit: 'b' }];
  expect(stakeWords(atStake, places, 'da')).toEqual(['Kan rammes: road nu, Plejehjemmet Åhaven 12–30 min, shop tidligst 40 min, gone']);
  expect(stakeWords(atStake, places, 'en', 2)).toEqual(['May be hit: road now, Plejehjemmet Åhaven 12–30 min +2']);
  expect(stakeWords([], places, 'da')).toEqual([]);
});

it('is what the asset of an alert floods, each place once', () => {
  const hit = (place: string, limit: string) => ({ place, limit, within: { earliest: 12, latest: 30 } });
  expect(hitBy('b', [{ atStake: [hit('home', 'b'), hit('shop', 's')] }, { atStake: [hit('home', 'b'), hit('school', 'b')] }])).toEqual([hit('home', 'b'), hit('school', 'b')]);
});
