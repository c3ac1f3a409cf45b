import type { Millimetres, Minutes } from '@voldgrav/hydrology';
import type { Bound, CheckName } from '@voldgrav/quality';
import type { TimeRange } from './time-range.ts';

/** Why a state is what it is: the facts from which the screen's sentence is made, in either language. */
export type Reason =
  /** Of a basin's level sensor: `name` is the basin's. */
  | { readonly code: 'level-never-heard'; readonly name: string }
  | { readonly code: 'level-silent'; readonly name: string; readonly minutesOld: number }
  /** Its newest word failed a check. */
  | { readonly code: 'level-failed'; readonly name: string; readonly check: CheckName }
  /** It rests although water must have moved it. */
  | { readonly code: 'level-stuck'; readonly name: string }
  /** It fell by more than can have left. */
  | { readonly code: 'level-fell'; readonly name: string }
  /** The newest level counts, and a check speaks against it; of a catchment, `name` is the basin's. */
  | { readonly code: 'level-doubtful'; readonly name?: string }
  /** The sensor is at the end of what it sees; of a catchment, `name` is the basin's. */
  | { readonly code: 'level-at-limit'; readonly bound: Bound; readonly level: number; readonly name?: string }
  | { readonly code: 'crest-reached' }
  | { readonly code: 'cannot-take'; readonly minutes: Minutes; readonly reference: Millimetres; readonly low: Millimetres }
  | { readonly code: 'cannot-take-forecast'; readonly minutes: Minutes; readonly coming: Millimetres; readonly low: Millimetres; readonly source: string }
  | { readonly code: 'takes-reference-rains' }
  | { readonly code: 'rain-incomplete'; readonly share: number }
  // Of a catchment, and a basin's pumps: `name` is the asset's.
  | { readonly code: 'no-limit-known' }
  | { readonly code: 'limit-reached'; readonly name: string }
  /** While it is unknown: by the middle of the model, or in the worse case without `by`, the limit is reached, or will be though it stops raining. */
  | { readonly code: 'limit-perhaps-reached'; readonly name: string; readonly by?: 'model' }
  // Without `within` while the data are stale: then no time may be given, and what the model says is no fact (readiness.md §4).
  | { readonly code: 'limit-inevitable'; readonly name: string; readonly within?: TimeRange }
  | { readonly code: 'limit-below-reference'; readonly name: string; readonly minutes: number; readonly reference: number; readonly low: number }
  | { readonly code: 'limit-below-forecast'; readonly name: string; readonly mm: number; readonly within?: TimeRange }
  /** No gauge of the catchment speaks; of land upstream, by its name. The middle of the range counts that land as dry, the low bound with what may have fallen unseen. */
  | { readonly code: 'gauges-silent' }
  | { readonly code: 'land-unheard'; readonly name: string }
  // It rained in the last hour and one gauge tells of it: how far the rain differs over the catchment nobody knows, and no document gives a figure for it.
  | { readonly code: 'gauge-alone'; readonly name: string }
  /** Of a road or stream: never heard; silent, with its last level in m; or its newest word failed a check. */
  | { readonly code: 'watch-silent'; readonly name: string }
  | { readonly code: 'watch-lost'; readonly name: string; readonly minutesOld: number; readonly level: number }
  | { readonly code: 'watch-failed'; readonly name: string; readonly check: CheckName; readonly level?: number }
  /** Of a stream: its level rests at so many m although water must have moved it. */
  | { readonly code: 'watch-stuck'; readonly name: string; readonly level: number }
  | { readonly code: 'pump-stopped'; readonly name: string }
  /** When it last spoke it had stopped, and counts as stopped until it speaks again. */
  | { readonly code: 'pump-unheard'; readonly name: string; readonly wasStopped?: true }
  | { readonly code: 'outlet-shut'; readonly name: string; readonly level: number }
  /** Its last level shut the outlet, which counts as shut until another is heard. */
  | { readonly code: 'recipient-unheard'; readonly name: string; readonly wasShut?: true }
  | { readonly code: 'outlet-shuts'; readonly name: string; readonly level: number; readonly hours: number; readonly source: string }
  | { readonly code: 'outlet-suspected'; readonly name: string; readonly cubicMetres: number }
  | { readonly code: 'more-than-rain'; readonly name: string; readonly cubicMetres: number }
  | { readonly code: 'less-than-rain'; readonly name: string; readonly cubicMetres: number }
  | { readonly code: 'on-its-way'; readonly mm: number }
  /** Of land whose rain was told as a sum over a gap: so many mm more may be on their way than the middle says, or fewer, since nobody knows when they fell. */
  | { readonly code: 'rain-unplaced'; readonly name: string; readonly mm: number }
  /** Of a limit that comes: the last moment to begin something against it passed so long ago. */
  | { readonly code: 'nobody-began'; readonly name: string; readonly minutes: number };
