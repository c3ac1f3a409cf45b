import type { TownWatch } from '@voldgrav/pipeline';
import type { LiveChange } from '@voldgrav/wire';
import { z } from 'zod';
import type { RecordedAct } from './recorded.ts';

const Acknowledgement = z.object({ alert: z.string(), organisation: z.string().optional(), comment: z.string().optional() });

/** What a person did, done again: an acknowledgement. Acts that the engine knows nothing of change nothing. */
export function applyAct(watch: TownWatch, { name, by, body, receivedAt: at }: RecordedAct): readonly LiveChange[] {
  if (name !== 'acknowledge') return [];
  const { alert, organisation, comment } = Acknowledgement.parse(JSON.parse(body));
  return watch.acknowledge(alert, { at, by, ...(organisation === undefined ? {} : { organisation }), ...(comment === undefined ? {} : { comment }) }) ?? [];
}
