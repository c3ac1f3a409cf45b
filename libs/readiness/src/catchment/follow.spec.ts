import { DAY, HOUR, litresPerSecond, MINUTE, SECOND, seconds, shifted } from '@voldgrav/hydrology';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { catchmentModel } from './catchment-model.ts';
import { followed, followedOn, followedTo, usualSoilShare } from './follow.ts';
import { type ModelTrack, trackBegun, trackCopied } from './model-track.ts';
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

const MINUTES_AGO = fc.integer({ min: 0, max: 120 });
/** What may happen to a catchment that is watched: it is looked at, so many seconds after the last time, or something came late and the newer track is of no use. */
const HAPPENINGS = fc.array(fc.oneof(fc.record({ looks: fc.integer({ min: 1, max: 900 }) }), fc.record({ late: fc.boolean() })), { minLength: 1, maxLength: 12 });
const WORDS = fc.uniqueArray(fc.tuple(fc.integer({ min: -7_200, max: 7_200 }), fc.double({ min: 0.6, max: 2.1, noNaN: true })), { maxLength: 40, selector: ([at]) => at });
const RAINS = fc.uniqueArray(fc.tuple(fc.integer({ min: -7_200, max: 7_200 }), fc.constantFrom(0, 0.1, 0.2, 1.5)), { maxLength: 40, selector: ([at]) => at });

it('what is led on in its own place is what is led on in a new one, whatever comes late, is taken back, or is let out', () => {
  fc.assert(
    fc.property(RAINS, WORDS, WORDS, HAPPENINGS, MINUTES_AGO, (rain, level, corrected, happenings, worked) => {
      const town = drained([land('u'), land('c')], [basin('a', 'u', { overflowTo: 'b' }), basin('b', 'c')], [{ from: 'u', to: 'a' }, { from: 'c', to: 'b' }, { from: 'a', to: 'b' }]);
      const model = catchmentModel(town.catchments[1]!, town);
      const said = (words: typeof level) => ({
        ...evidenceOf({ rain: { 'r-u': inOrder(rain), 'r-c': inOrder(rain.slice(5)) }, levels: { 'l-a': inOrder(words), 'l-b': inOrder(level.slice(10)) } }),
        letOut: () => [{ after: shifted(NOON, -worked * MINUTE), until: shifted(NOON, (5 - worked) * MINUTE) }],
      });
      let evidence = said(level);
      let now = shifted(NOON, -HOUR);
      const older = followed(model, evidence, now);
      let [fresh, kept] = [older, trackCopied(older)];
      const seen = trackCopied(older);
      const others: { readonly track: ModelTrack; readonly was: ModelTrack }[] = [];
      for (const happening of happenings) {
        if ('late' in happening) {
          evidence = said(happening.late ? corrected : level);
          [fresh, kept] = [older, followedOn(model, older, evidence, older.at, kept)];
          continue;
        }
        now = shifted(now, happening.looks * SECOND);
        others.push({ track: fresh, was: trackCopied(fresh) });
        fresh = followedOn(model, fresh, evidence, shifted(now, -2 * MINUTE));
        kept = followedOn(model, kept, evidence, shifted(now, -2 * MINUTE), kept);
        expect(kept).toEqual(fresh);
        expect(followedTo(model, kept, evidence, now, seen)).toEqual(followedTo(model, fresh, evidence, now));
        expect(kept).toEqual(fresh);
      }
      for (const { track, was } of others) expect(track).toEqual(was);
    }),
  );
});
