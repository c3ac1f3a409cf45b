import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '@voldgrav/hydrology';
import { LaneOutbox } from '@voldgrav/replay';
import type { LiveChange, Town } from '@voldgrav/wire';

export interface OpenLaneOutboxOptions {
  readonly lane: string;
  /** The lane's own. */
  readonly folder: string;
  readonly town: Pick<Town, 'rules' | 'actions' | 'duty'>;
}

/**
 * A lane's outbox: the messages that it would have sent, each with the lane's name, as JSON lines in `outbox.jsonl` of its folder. A lane that begins
 * anew begins an empty one. Gives what to call with all that changes, and with each tick of the lane's clock; throws Node's error where the folder cannot be written.
 */
export function openLaneOutbox({ lane, folder, town }: OpenLaneOutboxOptions): (changes: readonly LiveChange[], now: Instant) => void {
  const file = join(folder, 'outbox.jsonl');
  const outbox = new LaneOutbox(town);
  writeFileSync(file, '');
  return (changes, now) => {
    const messages = [...outbox.take(changes), ...outbox.elapse(now)];
    if (messages.length > 0) appendFileSync(file, messages.map((message) => `${JSON.stringify({ lane, ...message })}\n`).join(''));
  };
}
