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
  expect(stakeWords([hit('quay', 0, null), hit('road', 7, 7), hit('home', 0, 9)], places, 'da')).toEqual(['Kan rammes: quay tidligst nu, road 7–8 min, Plejehjemmet Åhaven 0–9 min']);
  expect(stakeWords([hit('quay', 0, null)], places, 'en')).toEqual(['May be hit: quay earliest now']);
});

it('says by which rain, where nothing is hit if the rain stops now', () => {
  const hit = (place: string, earliest: number, under?: 'persist' | 'forecast') => ({ place, limit: 'b', within: { earliest, latest: null }, ...(under === undefined ? {} : { under }) });
  const atStake = [hit('road', 2, 'persist'), hit('home', 5), hit('shop', 9, 'persist'), hit('quay', 90, 'forecast')];
  expect(stakeWords(atStake, [], 'da')).toEqual(['Kan rammes, hvis regnen bliver ved: road tidligst 2 min, shop tidligst 9 min', 'Kan rammes: home tidligst 5 min', 'Kan rammes, hvis prognosen holder: quay tidligst 90 min']);
  expect(stakeWords(atStake, [], 'en', 1)).toEqual(['May be hit, if the rain goes on: road earliest 2 min +3']);
  expect(stakeWords(atStake.slice(3), [], 'en')).toEqual(['May be hit, if the forecast holds: quay earliest 90 min']);
});

it('is what the asset of an alert floods, each place once', () => {
  const hit = (place: string, limit: string) => ({ place, limit, within: { earliest: 12, latest: 30 } });
  expect(hitBy('b', [{ atStake: [hit('home', 'b'), hit('shop', 's')] }, { atStake: [hit('home', 'b'), hit('school', 'b')] }], [])).toEqual([hit('home', 'b'), hit('school', 'b')]);
});

it('is told by the catchment that expects it soonest, and by one that tells a time before one that tells none, whichever comes first', () => {
  const hit = (earliest?: number) => ({ place: 'school', limit: 's', ...(earliest === undefined ? {} : { within: { earliest, latest: 40 } }) });
  const later = { place: 'home', limit: 's', within: { earliest: 9, latest: 30 } };
  expect(hitBy('s', [{ atStake: [hit()] }, { atStake: [later, hit(20)] }, { atStake: [hit(5)] }], [])).toEqual([hit(5), later]);
  expect(hitBy('s', [{ atStake: [hit()] }], [])).toEqual([hit()]);
});

it('is what a road floods though an inlet is the limit by which that comes', () => {
  const cellars = { place: 'cellars', limit: 'inlet', within: { earliest: 3, latest: 9 } };
  const elsewhere = { place: 'home', limit: 'b', within: { earliest: 1, latest: 2 } };
  expect(hitBy('road', [{ atStake: [elsewhere, cellars] }], [{ id: 'cellars', floodedBy: 'road' }, { id: 'home', floodedBy: 'b' }])).toEqual([cellars]);
});
