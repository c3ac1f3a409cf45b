import { type Millimetres, millimetres, type Minutes, minutes } from '@voldgrav/hydrology';

/** A rain that whatever is called ready must be able to take. */
export interface ReferenceRain {
  readonly minutes: Minutes;
  readonly depth: Millimetres;
}

/** DMI's skybrud and kraftig regn (readiness.md §3). A town may add its own. */
export const REFERENCE_RAINS: readonly ReferenceRain[] = [
  { minutes: minutes(30), depth: millimetres(15) },
  { minutes: minutes(360), depth: millimetres(24) },
];
