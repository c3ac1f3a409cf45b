import { describe, expect, it } from 'vitest';
import { reasonText } from '../reason-text.ts';
import { wholeMinutes } from '../time-range.ts';

describe('the sentence about a limit that comes', () => {
  it('tells a range of minutes, rounded outwards, and of what may not come the earliest alone: never one number', () => {
    expect(reasonText({ code: 'limit-inevitable', name: 'Bassinet', within: { earliest: 4.9, latest: 11.2 } })).toEqual({
      da: 'Bassinet når sin grænse om 4–12 min, selv om regnen stopper nu',
      en: 'Bassinet reaches its limit in 4–12 min, even if the rain stops now',
    });
    expect(reasonText({ code: 'limit-inevitable', name: 'Bassinet', within: { earliest: 4.9, latest: null } })).toEqual({
      da: 'Bassinet når sin grænse, tidligst om 4 min, selv om regnen stopper nu',
      en: 'Bassinet reaches its limit, in 4 min at the earliest, even if the rain stops now',
    });
    expect(reasonText({ code: 'limit-below-forecast', name: 'Bassinet', mm: 45, within: { earliest: 49.7, latest: null } })).toEqual({
      da: 'Der kan komme 45,0 mm; så kan Bassinet nå sin grænse, tidligst om 49 min',
      en: '45.0 mm may be coming; Bassinet may then reach its limit, in 49 min at the earliest',
    });
  });

  it('is rounded so everywhere, and what is known to the minute stays', () => {
    expect(wholeMinutes({ earliest: 4.9, latest: 11.2 })).toEqual({ earliest: 4, latest: 12 });
    expect(wholeMinutes({ earliest: 0, latest: 0 })).toEqual({ earliest: 0, latest: 0 });
    expect(wholeMinutes({ earliest: 7, latest: null })).toEqual({ earliest: 7, latest: null });
    expect(wholeMinutes({ earliest: null, latest: null })).toEqual({ earliest: null, latest: null });
  });

  it('tells no range from a minute to itself', () => {
    const sentence = (earliest: number, latest: number) => reasonText({ code: 'limit-inevitable', name: 'Bassinet', within: { earliest, latest } }).da;
    expect(sentence(0, 0)).toBe('Bassinet når sin grænse om 0–1 min, selv om regnen stopper nu');
    expect(sentence(7, 7)).toBe('Bassinet når sin grænse om 7–8 min, selv om regnen stopper nu');
  });

  it('while the state is unknown is our calculation and no fact, and has no time', () => {
    expect(reasonText({ code: 'limit-inevitable', name: 'Bassinet' })).toEqual({
      da: 'Efter vores beregning når Bassinet sin grænse, selv om regnen stopper nu; målingerne rækker ikke til at vide det',
      en: 'By our calculation Bassinet reaches its limit even if the rain stops now; the measurements are not enough to know it',
    });
    expect(reasonText({ code: 'limit-below-forecast', name: 'Bassinet', mm: 45 }).da).toBe('Der kan komme 45,0 mm; så kan Bassinet nå sin grænse');
  });
});
