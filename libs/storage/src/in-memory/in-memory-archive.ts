import { type Instant, isWithin } from '@voldgrav/hydrology';
import type { ObservationArchive } from '@voldgrav/pipeline';
import type { Observation } from '@voldgrav/quality';
import type { Quantity } from '@voldgrav/reading';
import { assertStorable } from '../assert-storable.ts';

/** Keeps observations for as long as the process lives: for tests, and for lanes that leave nothing behind. */
export function inMemoryArchive(): ObservationArchive {
  const series = new Map<string, Map<Instant, Observation>>();
  const seriesOf = (sensor: string, quantity: Quantity): ReadonlyMap<Instant, Observation> | undefined => series.get(keyOf(sensor, quantity));

  return {
    async append(observations) {
      observations.forEach(assertStorable);
      for (const observation of observations) {
        const key = keyOf(observation.sensor, observation.quantity);
        const known = series.get(key) ?? new Map<Instant, Observation>();
        series.set(key, known);
        if (!known.has(observation.phenomenonTime)) known.set(observation.phenomenonTime, observation);
      }
    },
    async range({ sensor, quantity, window }) {
      return [...(seriesOf(sensor, quantity)?.values() ?? [])]
        .filter((observation) => isWithin(observation.phenomenonTime, window))
        .sort((a, b) => a.phenomenonTime - b.phenomenonTime);
    },
    async latest(sensor, quantity) {
      let latest: Observation | undefined;
      for (const observation of seriesOf(sensor, quantity)?.values() ?? []) {
        if (latest === undefined || observation.phenomenonTime > latest.phenomenonTime) latest = observation;
      }
      return latest;
    },
  };
}

/** The quantity comes first, because it can hold no space and a sensor's name may. */
const keyOf = (sensor: string, quantity: Quantity): string => `${quantity} ${sensor}`;
