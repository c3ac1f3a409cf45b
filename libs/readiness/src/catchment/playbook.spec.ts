import { MINUTE, shifted } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { atStake, latestDecisions, type TimedLimit, type TimedStep } from './playbook.ts';
import { NOON } from './small-catchments.ts';

const limit = (asset: string, floods: string, earliest: number | null, latest: number | null = null): TimedLimit => ({ limit: { asset, name: asset, kind: 'inlet', floods }, within: { earliest, latest } });
const INLET = limit('inlet', 'road', 12.6, 20);
const BASIN = limit('basin', 'basin', 40);
const step = (id: string, minutesToDeploy: number, assets: readonly string[], resource?: string): TimedStep => ({ action: 'a', step: id, minutesToDeploy, assets, ...(resource === undefined ? {} : { resource }) });
const minuteOf = (at: number): number => (at - NOON) / MINUTE;

describe('the last moment of a step', () => {
  it('is the earliest time to the limit that its action names, or whose flood it names, less its time to deploy; of others, to the first', () => {
    const told = latestDecisions([step('basin', 15, ['basin']), step('road', 5, ['road']), step('far', 30, ['elsewhere'])], [INLET, BASIN], NOON);
    // 12.6 − 30, 12.6 − 5 and 40 − 15 min, in whole minutes and never later. A moment that has passed is told.
    expect(told.map(({ step: id, limit: protects, at }) => [id, protects, minuteOf(at)])).toEqual([['far', 'inlet', -18], ['road', 'inlet', 7], ['basin', 'basin', 25]]);
  });

  it('is none where its limit is not in sight', () => {
    expect(latestDecisions([step('basin', 15, ['basin'])], [INLET, limit('basin', 'basin', null)], NOON)).toEqual([]);
  });

  it('is told with when it was begun, and with whether what it needs is in use elsewhere', () => {
    const [told] = latestDecisions([step('basin', 15, ['basin'], 'pump')], [BASIN], NOON, {
      begunAt: (action, id) => (action === 'a' && id === 'basin' ? shifted(NOON, -MINUTE) : undefined),
      isInUse: (resource, action, id) => resource === 'pump' && action === 'a' && id === 'basin',
    });
    expect(told).toEqual({ action: 'a', step: 'basin', resource: 'pump', limit: 'basin', at: shifted(NOON, 25 * MINUTE), begunAt: shifted(NOON, -MINUTE), isResourceInUse: true });
    expect(latestDecisions([step('basin', 15, ['basin'], 'pump')], [BASIN], NOON, { isInUse: () => false })[0]).not.toHaveProperty('isResourceInUse');
  });
});

it('what is at stake is each place that a limit in sight floods, by the one that comes first, soonest first', () => {
  const places = [{ id: 'home', floodedBy: 'basin' }, { id: 'shop', floodedBy: 'road' }, { id: 'church', floodedBy: 'hill' }, { id: 'quay', floodedBy: 'sea' }];
  expect(atStake(places, [BASIN, limit('pipe', 'road', 30), INLET, limit('sea', 'sea', null)])).toEqual([
    { place: 'shop', limit: 'inlet', within: { earliest: 12.6, latest: 20 } },
    { place: 'home', limit: 'basin', within: { earliest: 40, latest: null } },
  ]);
});
