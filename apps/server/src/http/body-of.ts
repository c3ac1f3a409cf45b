import type { z } from 'zod';
import { badRequest } from './problem.ts';

/** A request's body in the shape it must have; `fields` names it in the refusal, which repeats nothing of what came. */
export function bodyOf<Shape extends z.ZodType>(shape: Shape, body: unknown, fields: string): z.infer<Shape> {
  const parsed = shape.safeParse(body);
  if (!parsed.success) throw badRequest(`The body must be a JSON object with ${fields} as texts, and nothing else.`);
  return parsed.data;
}
