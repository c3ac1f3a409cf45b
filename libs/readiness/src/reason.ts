import type { Millimetres, Minutes } from '@voldgrav/hydrology';

/** Why a state is what it is: the facts from which the screen's sentence is made, in either language. */
export type Reason =
  | { readonly code: 'never-heard' }
  | { readonly code: 'level-stale'; readonly minutesOld: number }
  | { readonly code: 'crest-reached' }
  | { readonly code: 'cannot-take'; readonly minutes: Minutes; readonly reference: Millimetres; readonly low: Millimetres }
  | { readonly code: 'takes-reference-rains' }
  | { readonly code: 'rain-incomplete'; readonly share: number };
