import type { Instant, Micrometres } from '@voldgrav/hydrology';
import type { CriterionName, GaugeMaximum, StormVerdict } from './rain-book.ts';

/** What some gauges tell of the open storm. */
export interface RainFigures {
  /** µm of all of them together since the storm began. */
  readonly total: number;
  /** Which of them has caught most; undefined while none has anything. */
  readonly greatest: { readonly gauge: string; readonly depth: Micrometres } | undefined;
  readonly maxima: readonly GaugeMaximum[];
  /** Of each maximum's gauge, in the town's order: of equals the first is told. */
  readonly places: readonly number[];
  /** The most in ten minutes: now, and at any time of the storm. */
  readonly lastTen: Micrometres;
  readonly wettestTen: Micrometres;
  readonly verdicts: Readonly<Record<CriterionName, StormVerdict>>;
  readonly heardUntil: Instant;
}

export const isTheSame = (one: RainFigures, other: RainFigures): boolean =>
  one.total === other.total &&
  one.lastTen === other.lastTen &&
  one.heardUntil === other.heardUntil &&
  one.greatest?.gauge === other.greatest?.gauge &&
  one.greatest?.depth === other.greatest?.depth &&
  isTheSameVerdict(one.verdicts.skybrud, other.verdicts.skybrud) &&
  isTheSameVerdict(one.verdicts.kraftigRegn, other.verdicts.kraftigRegn) &&
  isTheSameVerdict(one.verdicts.insurers, other.verdicts.insurers) &&
  // What says the same is the same object: see `RainBook.maxima`.
  one.maxima === other.maxima;

const isTheSameVerdict = (one: StormVerdict, other: StormVerdict): boolean =>
  one.answer === other.answer && (one.answer !== 'yes' || (other.answer === 'yes' && one.firstAt === other.firstAt && one.gauge === other.gauge));
