import { DAY, litresPerSecond, MINUTE, seconds, shifted } from '@voldgrav/hydrology';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { catchmentModel } from './catchment-model.ts';
import { followed, followedOn, usualSoilShare } from './follow.ts';
import { trackBegun } from './model-track.ts';
import { basin, drained, evidenceOf, land, NOON, series } from './small-catchments.ts';

const SPARSE = fc.uniqueArray(fc.tuple(fc.integer({ min: -86_900, max: 0 }), fc.constantFrom(0, 0, 0.2, 3)), { maxLength: 4, selector: ([at]) => at });
const inOrder = (said: readonly (readonly [seconds: number, value: number])[]) => series(...said.toSorted(([one], [other]) => one - other).map(([at, value]) => [at / 60, value] as const));

it('what is followed is as if every minute of the day had been gone through, whenever somebody first spoke', () => {
  fc.assert(
    fc.property(SPARSE, SPARSE, SPARSE, fc.constantFrom(60, 600, 3_600), fc.constantFrom(0, 0, 5), (one, other, level, interval, dryWeather) => {
      const changes = { gauges: ['r-1', 'r-2'], ...(dryWeather === 0 ? {} : { dryWeatherFlow: litresPerSecond(dryWeather) }) };
      const town = drained([land('c', changes)], [basin('b', 'c')], [{ from: 'c', to: 'b' }]);
      const model = catchmentModel(town.catchments[0]!, town);
      const said = evidenceOf({ rain: { 'r-1': inOrder(one), 'r-2': inOrder(other) }, levels: { 'l-b': inOrder(level) } });
      const evidence = { ...said, gauge: (id: string) => ({ ...said.gauge(id), interval: seconds(id === 'r-1' ? interval : 60) }) };
      const from = shifted(NOON, -DAY);
      const minuteByMinute = followedOn(model, trackBegun(model, from, usualSoilShare(from)), evidence, NOON);
      expect(minuteByMinute.drainage.tick).toBe(DAY / MINUTE);
      expect(followed(model, evidence, NOON)).toEqual(minuteByMinute);
    }),
  );
});
