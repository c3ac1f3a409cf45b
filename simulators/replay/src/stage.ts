import type { Instant } from '@voldgrav/hydrology';
import type { Recorded } from './recorded.ts';

/** Where a recording is played: straight into an engine, or into a lane of a broker. Calls come one after the other, in the order of time. */
export interface Stage {
  /** It is `at` by now; what comes next is not earlier. */
  clock(at: Instant): void | Promise<void>;
  take(recorded: Recorded): void | Promise<void>;
  /** Nothing more comes, and it is `at`. */
  end(at: Instant): void | Promise<void>;
}
