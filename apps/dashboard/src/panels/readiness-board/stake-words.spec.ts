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
  expect(stakeWords(atStake, places, 'en')).toEqual(['Plejehjemmet Åhaven may be hit in 12–30 min', 'Plejehjemmet Åhaven may be hit at the earliest in 12 min', 'gone may be hit']);
});
