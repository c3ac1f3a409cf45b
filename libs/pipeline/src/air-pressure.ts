import { HOUR, type Hectopascals, hectopascals, type Instant, SECOND, shifted, type TimeWindow } from '@voldgrav/hydrology';
import type { Sensor } from '@voldgrav/reading';
import { enterSample, latestAt, type Sample } from '@voldgrav/rollup';
import { REVISED_FOR } from './series-judge.ts';

/** The air seldom changes by more than 2 hPa in so long, which is two centimetres of water. */
const HOLDS = HOUR;
const INTERVALS_HELD = 3;

/** What one barometer says, for sensors under water that feel the air as well. */
export class AirPressure {
  private readonly samples: Sample[] = [];
  private readonly holds: number;

  constructor({ expectedInterval }: Pick<Sensor, 'expectedInterval'>) {
    this.holds = Math.max(HOLDS, INTERVALS_HELD * expectedInterval * SECOND);
  }

  /** The pressure of the air at a time: the newest word until then, unless it is too old. */
  at(time: Instant): Hectopascals | undefined {
    const newest = latestAt(this.samples, time);
    return newest === undefined || time - newest.at > this.holds ? undefined : hectopascals(newest.value);
  }

  /** A new word, or one in the place of another. Gives the time for which the pressure is another now; its first moment belongs to it. */
  enter(at: Instant, value: number): TimeWindow {
    const place = this.samples.findIndex((sample) => sample.at === at);
    if (place >= 0) this.samples.splice(place, 1);
    enterSample(this.samples, { at, value }, shifted(at, -REVISED_FOR - this.holds));
    const next = this.samples.find((sample) => sample.at > at);
    return { after: shifted(at, -1), until: shifted(at, Math.min(this.holds, (next?.at ?? Infinity) - 1 - at)) };
  }
}
