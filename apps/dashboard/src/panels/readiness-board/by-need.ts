import type { ReadinessState } from '@voldgrav/readiness';

/** Whose readiness is told: a basin's or a catchment's. */
export interface Told {
  readonly state: ReadinessState;
  readonly lastKnownState?: ReadinessState;
  /** What a catchment ranks as while it is unknown, by the model. */
  readonly rankedAs?: ReadinessState;
  readonly canTake: readonly { readonly minutes: number; readonly mm: number }[];
}

const NEED: Readonly<Record<ReadinessState, number>> = { exhausted: 3, unknown: 2, strained: 1, ready: 0 };

/** Unknown is never ranked milder than the state it was in before (readiness.md §3); what is not told yet is unknown. */
export const needOf = (told: Told | undefined): number =>
  told === undefined ? NEED.unknown : Math.max(NEED[told.state], NEED[told.lastKnownState ?? 'ready'], NEED[told.rankedAs ?? 'ready']);

/**
 * Those with the greatest need first; the order within a state is the town's, so that rows do not jump about while
 * millimetres change.
 */
export const byNeed = <Thing>(things: readonly Thing[], toldOf: (thing: Thing) => Told | undefined): readonly Thing[] =>
  [...things].sort((one, other) => needOf(toldOf(other)) - needOf(toldOf(one)));

/** The one to speak of first: the greatest need, and among those still able to take rain the one that takes least. */
export function neediest<Thing extends Told>(things: readonly Thing[]): Thing | undefined {
  const most = Math.max(...things.map(needOf));
  const equals = things.filter((thing) => needOf(thing) === most);
  return equals.reduce<Thing | undefined>((least, next) => (least !== undefined && takes(least) <= takes(next) ? least : next), undefined);
}

const takes = ({ canTake }: Told): number => canTake.find((take) => take.minutes === 30)?.mm ?? -1;
