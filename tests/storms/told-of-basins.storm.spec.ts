import { type Instant, instant, millimetres, MINUTE, SECOND, shifted } from '@voldgrav/hydrology';
import { TownWatch } from '@voldgrav/pipeline';
import type { LiveBasin, LiveChange, Town } from '@voldgrav/wire';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { sampleTown } from './timeline.ts';

const BEGIN = instant(Date.UTC(2026, 7, 26, 10));

/** A sensor's word, of so many seconds ago; a forecast for Ådalen, dry where it is withdrawn; or time that passes, or a clock that is set back a little. */
const HAPPENING = fc.oneof(
  fc.record({ sensor: fc.constantFrom('r-02', 'r-03', 'r-04'), mm: fc.constantFrom(0, 0, 0.1, 0.4, 3), ago: fc.constantFrom(0, 0, 0, 30, 200) }),
  fc.record({ level: fc.constantFrom('l-aadalen', 'l-aadalen', 'l-moellebro'), m: fc.constantFrom(0.7, 0.71, 0.9, 1.6, 2.2, 9), ago: fc.constantFrom(0, 0, 0, 30, 200, -40) }),
  fc.record({ forecastMm: fc.constantFrom(0, 4, 60) }),
  fc.record({ passes: fc.constantFrom(1, 1, 10, 61, 200, -3) }),
);

let town: Town;
beforeAll(async () => {
  town = await sampleTown();
});

it('what was told of each basin is what somebody is told who comes now', () => {
  fc.assert(
    fc.property(fc.array(HAPPENING, { minLength: 20, maxLength: 40 }), (happenings) => {
      const watch = new TownWatch(town);
      const told = new Map<string, Omit<LiveBasin, 'at'>>();
      const note = (changes: readonly LiveChange[]): void => {
        for (const change of changes) if (change.kind === 'basin') told.set(change.basin.id, timeless(change.basin));
      };
      let now: Instant = BEGIN;
      const say = (sensor: string, said: object, ago: number) =>
        note(watch.receive({ topic: `sensors/${sensor}/json`, payload: new TextEncoder().encode(JSON.stringify({ time: new Date(now - ago * SECOND).toISOString(), ...said })), receivedAt: now }));
      // Half an hour of a dry day: the gauges of Ådalen tell all there is to tell.
      for (let minute = 31; minute >= 0; minute -= 1) for (const gauge of ['r-03', 'r-04']) say(gauge, { rain_mm: 0 }, minute * 60);
      for (const happening of happenings) {
        if ('mm' in happening) say(happening.sensor, { rain_mm: happening.mm }, happening.ago);
        else if ('m' in happening) say(happening.level, { level_m: happening.m }, happening.ago);
        else if ('forecastMm' in happening) {
          const mm = millimetres(happening.forecastMm);
          note(watch.coming.take({ kind: 'rain', source: 'model', catchment: 'aadalen', issuedAt: now, steps: mm === 0 ? [] : [{ from: now, to: shifted(now, 30 * MINUTE), mm }] }, now));
        } else {
          now = shifted(now, happening.passes * SECOND);
          note(watch.tick(now));
        }
        note(watch.lookAtBasins(now));
        expect(told).toEqual(new Map(watch.snapshot(now).basins.map((basin) => [basin.id, timeless(basin)])));
      }
    }),
    { numRuns: 25 },
  );
});

const timeless = ({ at: _at, ...said }: LiveBasin): Omit<LiveBasin, 'at'> => said;
