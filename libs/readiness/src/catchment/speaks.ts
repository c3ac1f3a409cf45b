import { type Instant, SECOND } from '@voldgrav/hydrology';
import { latestAt, type RainRecord } from '@voldgrav/rollup';

/** How long a gauge may be silent before nobody knows whether it rains there, in expected intervals. */
export const SILENT_AFTER = 3;

/** Until when the newest word of a gauge by `at` speaks; −Infinity for one that has not spoken. */
export const speaksUntil = ({ samples, interval }: RainRecord, at: Instant): number => (latestAt(samples, at)?.at ?? -Infinity) + SILENT_AFTER * interval * SECOND;

/** Whether a gauge speaks for `at`. */
export const speaksAt = (gauge: RainRecord, at: Instant): boolean => at <= speaksUntil(gauge, at);
