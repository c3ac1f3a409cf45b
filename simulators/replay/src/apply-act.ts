import type { TownWatch } from '@voldgrav/pipeline';
import type { LiveChange } from '@voldgrav/wire';
import { z } from 'zod';
import type { RecordedAct } from './recorded.ts';

const Acknowledgement = z.object({ alert: z.string(), organisation: z.string().optional(), comment: z.string().optional() });

const StepTaken = z.object({ what: z.enum(['begin', 'end']), action: z.string(), step: z.string() });

const FORMS: Readonly<Record<string, z.ZodType | undefined>> = { acknowledge: Acknowledgement, 'playbook-step': StepTaken };

/** Why an act cannot be done again, in half a sentence; undefined for one that can, and for one that the engine knows nothing of. */
export function actFault({ name, body }: Pick<RecordedAct, 'name' | 'body'>): string | undefined {
  const read = FORMS[name]?.safeParse(body === '' ? undefined : JSON.parse(body));
  if (read === undefined || read.success) return undefined;
  return read.error.issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`)).join('; ');
}

/** What the engine does again of an act, without what somebody wrote to it; undefined for an act that it does nothing with. */
export function withoutWords({ name, body }: Pick<RecordedAct, 'name' | 'body'>): string | undefined {
  const form = FORMS[name];
  if (form === undefined || actFault({ name, body }) !== undefined) return undefined;
  return JSON.stringify({ ...(form.parse(JSON.parse(body)) as object), comment: undefined });
}

/** What a person did, done again: an acknowledgement, a step of a playbook begun or ended. Acts that the engine knows nothing of, or that cannot be read (`actFault`), change nothing. */
export function applyAct(watch: TownWatch, { name, by, body, receivedAt: at }: RecordedAct): readonly LiveChange[] {
  if (actFault({ name, body }) !== undefined) return [];
  if (name === 'playbook-step') {
    const { what, action, step } = StepTaken.parse(JSON.parse(body));
    watch.takeStep(what, { action, step, at, by });
  }
  if (name !== 'acknowledge') return [];
  const { alert, organisation, comment } = Acknowledgement.parse(JSON.parse(body));
  return watch.acknowledge(alert, { at, by, ...(organisation === undefined ? {} : { organisation }), ...(comment === undefined ? {} : { comment }) }) ?? [];
}
