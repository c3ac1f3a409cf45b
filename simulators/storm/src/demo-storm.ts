import {
  designStorm,
  HOUR,
  indicativeDepth,
  type Instant,
  instant,
  MINUTE,
  type Minutes,
  minutes,
  type Position,
  SECOND,
  shifted,
  years,
} from '@voldgrav/hydrology';
import { peakedMinutes } from './peaked-minutes.ts';
import { basinsOf, type SimulatedTown } from './simulated-town.ts';
import type { StormCell } from './storm-field.ts';
import { type StormMessage, stormMessages } from './storm-messages.ts';

/** The storm that `npm start` shows: when it is, and all that the sensors say of it. */
export interface DemoStorm {
  /** Where the backlog begins: 100 minutes before now. */
  readonly backlogFrom: Instant;
  /** The wettest minute over the town's first basin. */
  readonly peakAt: Instant;
  /** Every message from `backlogFrom` on, in time order; it never ends, since the storm comes again. */
  readonly messages: () => Generator<StormMessage>;
}

export interface DemoSetting {
  readonly town: SimulatedTown;
  readonly seed: number;
  readonly now: Instant;
}

const BACKLOG = 100 * MINUTE;
const PEAK_IN = 2 * MINUTE;
export const REPEATS_EVERY = 3 * HOUR;
/** When the storm water is taken out of the town again, counted from the peak. */
const DRAW_DOWN = { after: 56 * MINUTE, until: 76 * MINUTE } as const;

/** A rain of fifty years' return period (domain.md §2.5) on the axis: it fills a five-year basin and just spares it. */
const CLOUDBURST = { returnPeriod: years(50), duration: minutes(112), peak: 0.8 } as const;
const COURSE = { heading: 60, speed: 12, spread: 1600 } as const;

/**
 * The demo storm of contract.md §2: its peak is two minutes away, the hundred minutes before `now` are known already,
 * and it comes again every three hours, the same each time. Its axis passes over the town's first basin. `now` counts
 * in whole seconds, because sensors do.
 * @throws RangeError for a town without a basin.
 */
export function demoStorm({ town, seed, now }: DemoSetting): DemoStorm {
  const wholeSecond = instant(Math.floor(now / SECOND) * SECOND);
  const backlogFrom = shifted(wholeSecond, -BACKLOG);
  const peakAt = shifted(wholeSecond, PEAK_IN);
  const centre = firstBasinOf(town);
  return {
    backlogFrom,
    peakAt,
    *messages() {
      for (let turn = 0; ; turn += 1) {
        const later = (at: Instant, by = 0): Instant => shifted(at, turn * REPEATS_EVERY + by);
        yield* stormMessages({
          town,
          seed,
          cell: cloudburstOver(centre, later(peakAt)),
          span: { after: later(backlogFrom), until: later(backlogFrom, REPEATS_EVERY) },
          drawDown: { after: later(peakAt, DRAW_DOWN.after), until: later(peakAt, DRAW_DOWN.until) },
        });
      }
    },
  };
}

function cloudburstOver(centre: Position, peakAt: Instant): StormCell {
  const depth = (duration: Minutes) => indicativeDepth(duration, CLOUDBURST.returnPeriod);
  const flat = designStorm({ depth, duration: CLOUDBURST.duration, step: minutes(1), peak: CLOUDBURST.peak });
  const { depths, peak } = peakedMinutes(flat);
  // The peak is the middle of the wettest minute.
  return { ...COURSE, depths, centre, begins: shifted(peakAt, -(peak + 0.5) * MINUTE) };
}

function firstBasinOf(town: SimulatedTown): Position {
  const [first] = basinsOf(town);
  if (first === undefined) throw new RangeError('A demo storm passes over a basin, and this town has none.');
  return first.position;
}
