import { beforeAll, describe, expect, it } from 'vitest';
import type { Town } from '@voldgrav/wire';
import { CatchmentNight } from './catchment-night.ts';
import { sampleTown } from './timeline.ts';

// readiness.md §3: unknown is shown with the last known state and is never ranked milder. Ådalsbassinet's crest is at 2.10 m: with
// water over it the limit is reached, whatever the model makes of the outlet after the sensor has died.
describe('a basin over its crest whose level sensor then dies', () => {
  let town: Town;
  beforeAll(async () => {
    town = await sampleTown();
  });

  const gauges = { 'r-01': 0, 'r-02': 0, 'r-03': 0, 'r-04': 0 };
  const drowned = () =>
    new CatchmentNight(town)
      .says('22:00', '24:40', 'rain_mm', gauges)
      .says('22:00', '24:00', 'level_m', { 'l-aadalen': (minute) => 0.9 + 0.01 * (minute % 2) })
      .says('24:00', '24:10', 'level_m', { 'l-aadalen': (minute) => 2.15 + 0.01 * (minute % 2) });
  const EXHAUSTED = { state: 'unknown', lastKnownState: 'exhausted', rankedAs: 'exhausted' } as const;
  const told = (night: CatchmentNight) => night.watch.catchmentReadiness().find(({ catchment }) => catchment === 'aadalen');

  it('is ranked exhausted by whoever looked all the time', () => {
    expect(told(drowned().ticksTo('24:10').ticksTo('24:40'))).toMatchObject(EXHAUSTED);
  });

  it('and by whoever looks for the first time, as after a restart', () => {
    expect(told(drowned().ticksTo('24:40'))).toMatchObject(EXHAUSTED);
  });

  it('and at any moment that somebody asks about afterwards, also when the crest was reached between two of them', () => {
    const night = drowned();
    expect(night.at('aadalen', '24:40')).toMatchObject(EXHAUSTED);
    const [before, after] = night.through('aadalen', '24:00', '24:40');
    expect(before?.state).not.toBe('unknown');
    expect(after).toMatchObject(EXHAUSTED);
  });

  it('and where no gauge was ever heard, by its level alone', () => {
    const levels = () =>
      new CatchmentNight(town)
        .says('22:00', '24:00', 'level_m', { 'l-aadalen': (minute) => 0.9 + 0.01 * (minute % 2) })
        .says('24:00', '24:10', 'level_m', { 'l-aadalen': (minute) => 2.15 + 0.01 * (minute % 2) });
    expect(told(levels().ticksTo('24:10').ticksTo('24:40'))).toMatchObject(EXHAUSTED);
    expect(told(levels().ticksTo('24:40'))).toMatchObject(EXHAUSTED);
    expect(levels().through('aadalen', '24:10', '24:40')).toMatchObject([EXHAUSTED, EXHAUSTED]);
  });

  it('and where the sensor has said nothing since the restart, by what was told before it', () => {
    const night = new CatchmentNight(town).says('22:00', '24:40', 'rain_mm', gauges);
    night.watch.rememberState('aadalen', 'exhausted', night.time('20:00'));
    expect(told(night.ticksTo('24:40'))).toMatchObject(EXHAUSTED);
    expect(night.at('aadalen', '24:40')).toMatchObject(EXHAUSTED);
    // Of a moment before that it says nothing.
    expect(night.at('aadalen', '19:00').lastKnownState).toBeUndefined();
  });
});
