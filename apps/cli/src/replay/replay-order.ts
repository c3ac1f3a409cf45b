import { type Instant, instant, instantFromIso, isoOf, shifted } from '@voldgrav/hydrology';

/** What whoever looks on at a replay can ask of it. */
export type ReplayOrder =
  | { readonly kind: 'pause' | 'play' | 'toggle' | 'step' | 'quit' | 'faster' | 'slower' }
  | { readonly kind: 'speed'; readonly speed: number | 'max' }
  /** `to` is read when it is obeyed, since it may be counted from where the replay stands. */
  | { readonly kind: 'seek'; readonly to: string }
  | { readonly kind: 'unknown'; readonly text: string };

const PLAIN = ['pause', 'play', 'step', 'quit'] as const;

/** The forms that `seekTarget` reads. */
export const SEEK_FORMS = '2026-08-26T10:00:00Z, 10:00, 10:00:30, +10 or -10 (minutes)';

/** One line of orders: `pause`, `play`, `step`, `seek TIME`, `speed N`, `speed max` or `quit`. */
export function replayOrder(line: string): ReplayOrder {
  const [word = '', ...rest] = line.trim().split(/\s+/);
  const argument = rest.join(' ');
  const plain = PLAIN.find((each) => each === word);
  if (plain !== undefined && argument === '') return { kind: plain };
  if (word === 'seek' && argument !== '') return { kind: 'seek', to: argument };
  if (word === 'speed' && argument === 'max') return { kind: 'speed', speed: 'max' };
  const speed = Number(argument);
  return word === 'speed' && speed > 0 && speed < Infinity ? { kind: 'speed', speed } : { kind: 'unknown', text: line.trim() };
}

/** A moment to go to: ISO 8601 with an offset, a time of the day that it is in the replay (UTC), or minutes from where it stands. Undefined for what is none. */
export function seekTarget(text: string, now: Instant): Instant | undefined {
  if (/^[+-]\d+(\.\d+)?$/.test(text)) return shifted(now, Math.round(Number(text) * 60_000));
  if (/^\d\d:\d\d(:\d\d)?$/.test(text)) return instantFromIso(`${isoOf(instant(now)).slice(0, 10)}T${text.length === 5 ? `${text}:00` : text}Z`);
  return instantFromIso(text);
}
