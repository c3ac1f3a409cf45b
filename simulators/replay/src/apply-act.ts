import type { TownWatch } from '@voldgrav/pipeline';
import type { LiveChange } from '@voldgrav/wire';
import { z } from 'zod';
import type { RecordedAct } from './recorded.ts';

const Acknowledgement = z.object({ alert: z.string(), organisation: z.string().optional(), comment: z.string().optional() });

const StepTaken = z.object({ what: z.enum(['begin', 'end']), action: z.string(), step: z.string() });

/** What a person did, done again: an acknowledgement, a step of a playbook begun or ended. Acts that the engine knows nothing of change nothing. */
export function applyAct(watch: TownWatch, { name, by, body, receivedAt: at }: RecordedAct): readonly LiveChange[] {
  if (name === 'playbook-step') {
    const { what, action, step } = StepTaken.parse(JSON.parse(body));
    watch.takeStep(what, { action, step, at, by });
  }
  if (name !== 'acknowledge') return [];
  const { alert, organisation, comment } = Acknowledgement.parse(JSON.parse(body));
  return watch.acknowledge(alert, { at, by, ...(organisation === undefined ? {} : { organisation }), ...(comment === undefined ? {} : { comment }) }) ?? [];
}
