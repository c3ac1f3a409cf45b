import { describe, expect, it } from 'vitest';
import { newestBySource } from './newest-by-source.ts';

const rain = (source: string, issuedAt: string, catchment = 'aadalen') => ({ source, issuedAt, catchment, steps: [] });

describe('the newest forecasts', () => {
  it('are one of each source and place', () => {
    const given = [rain('radar', '12:10'), rain('DMI', '12:05'), rain('radar', '12:00'), rain('radar', '11:00', 'havnen'), { source: 'radar', issuedAt: '10:00', asset: 'b', steps: [] }];
    expect(newestBySource(given)).toEqual([given[0], given[1], given[3], given[4]]);
  });
});
