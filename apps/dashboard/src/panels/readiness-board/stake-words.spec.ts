import type { TownAnswer } from '@voldgrav/wire';
import { expect, it } from 'vitest';
import { stakeWords } from './stake-words.ts';

it('names what is hit and when as a range, and without a time while the data are stale', () => {
  const places = [{ id: 'home', name: 'Plejehjemmet Åhaven' }] as unknown as TownAnswer['places'];
  const atStake = [
    { place: 'home', limit: 'b', within: { earliest: 12, latest: 30 } },
    { place: 'home', limit: 'b', within: { earliest: 12, latest: null } },
    { place: 'gone', limit: 'b' },
  ];
  expect(stakeWords(atStake, places, 'da')).toEqual(['Plejehjemmet Åhaven kan rammes om 12–30 min', 'Plejehjemmet Åhaven kan rammes tidligst om 12 min', 'gone kan rammes']);
  expect(stakeWords(atStake, places, 'en')).toEqual(['Plejehjemmet Åhaven may be hit in 12–30 min', 'Plejehjemmet Åhaven may be hit in 12 min at the earliest', 'gone may be hit']);
});

it('says now of what a limit that stands reached hits, and of what may be hit at once', () => {
  const places = [{ id: 'quay', name: 'Kajen' }] as unknown as TownAnswer['places'];
  const atStake = [[0, 0], [0, null], [0, 9], [7, 7]].map(([earliest, latest]) => ({ place: 'quay', limit: 'v', within: { earliest: earliest!, latest: latest! } }));
  expect(stakeWords(atStake, places, 'da')).toEqual(['Kajen kan være ramt nu', 'Kajen kan rammes allerede nu', 'Kajen kan rammes om 0–9 min', 'Kajen kan rammes om 7–8 min']);
  expect(stakeWords(atStake, places, 'en')).toEqual(['Kajen may be hit by now', 'Kajen may be hit as soon as now', 'Kajen may be hit in 0–9 min', 'Kajen may be hit in 7–8 min']);
});

it('names together what is hit at the same time, so that a row of several places stays short', () => {
  const within = { earliest: 3, latest: 5 };
  const atStake = [{ place: 'home', limit: 'b', within }, { place: 'shop', limit: 'b', within }, { place: 'quay', limit: 'b', within }, { place: 'school', limit: 'v', within: { earliest: 5, latest: 12 } }];
  expect(stakeWords(atStake, [], 'da')).toEqual(['home, shop og quay kan rammes om 3–5 min', 'school kan rammes om 5–12 min']);
  expect(stakeWords(atStake.slice(0, 2), [], 'en')).toEqual(['home and shop may be hit in 3–5 min']);
});
