import { instant, type Instant, MINUTE, SECOND, shifted } from '@voldgrav/hydrology';
import { TownWatch } from '@voldgrav/pipeline';
import type { CatchmentAssessment } from '@voldgrav/readiness';
import type { Town } from '@voldgrav/wire';

const MIDNIGHT = Date.parse('2026-08-26T00:00:00Z');

/** A value for each minute, counted from the start of the span; a number is the same for all of them. */
type ByMinute = number | ((minute: number) => number);

/** A day and night of one town, told in minutes: what sensors said, and what the desk then says of a catchment. */
export class CatchmentNight {
  readonly watch: TownWatch;

  constructor(town: Town) {
    this.watch = new TownWatch(town);
  }

  /** `10:20`, or `34:20` for 10:20 on the next day. */
  time(clock: string): Instant {
    const [hours = 0, minutes = 0] = clock.split(':').map(Number);
    return instant(MIDNIGHT + (hours * 60 + minutes) * MINUTE);
  }

  /** Each sensor says its value once a minute over (from, to], and is heard `lateMin` later. */
  says(from: string, to: string, quantity: 'rain_mm' | 'level_m' | 'pump_on' | 'tips', said: Readonly<Record<string, ByMinute>>, lateMin = 0): this {
    const count = (this.time(to) - this.time(from)) / MINUTE;
    for (let minute = 1; minute <= count; minute += 1) {
      const at = shifted(this.time(from), minute * MINUTE);
      for (const [sensor, value] of Object.entries(said)) {
        const payload = JSON.stringify({ time: new Date(at).toISOString(), [quantity]: typeof value === 'number' ? value : Number(value(minute).toFixed(4)) });
        this.watch.receive({ topic: `sensors/${sensor}/json`, payload: new TextEncoder().encode(payload), receivedAt: shifted(at, lateMin * MINUTE) });
      }
    }
    return this;
  }

  /** Readiness of a catchment as it stood at these times, by all that was heard until now. */
  through(catchment: string, ...clocks: readonly string[]): readonly CatchmentAssessment[] {
    return this.watch.catchmentReadinessAt(catchment, clocks.map((clock) => this.time(clock))) ?? [];
  }

  at(catchment: string, clock: string): CatchmentAssessment {
    const [found] = this.through(catchment, clock);
    if (found === undefined) throw new Error(`The town has no catchment ${catchment}.`);
    return found;
  }

  /** The clock ticks for a minute, so that every catchment has its turn. */
  ticksTo(clock: string): this {
    for (let second = 60; second >= 0; second -= 1) this.watch.tick(shifted(this.time(clock), -second * SECOND));
    return this;
  }
}

export const codesOf = (assessment: CatchmentAssessment): readonly string[] => assessment.reasons.map(({ code }) => code);
export const takeOf = (assessment: CatchmentAssessment, minutes: number) => assessment.canTake.find((take) => take.minutes === minutes);
