import type { z } from 'zod';
import { inOneOf } from './one-of.ts';
import type { FilePath, Finding } from './town-fault.ts';

export type Shaped<T> =
  | { readonly ok: true; readonly value: T; readonly findings: readonly [] }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/**
 * Holds a file's values against its shape. All deviations are found, not only the first; an unknown key is one too,
 * since a misspelt key would otherwise be a setting that silently does nothing.
 */
export function shaped<T>(schema: z.ZodType<T>, value: unknown): Shaped<T> {
  const result = schema.safeParse(value, { error: expectation });
  if (result.success) return { ok: true, value: result.data, findings: [] };
  return { ok: false, findings: result.error.issues.flatMap(findingsOf) };
}

function findingsOf(issue: z.core.$ZodIssue): readonly Finding[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol') as FilePath;
  if (issue.code !== 'unrecognized_keys') return [{ path, expected: issue.message }];
  return issue.keys.map((key) => ({ path: [...path, key], expected: issue.message }));
}

/** What zod missed, as the end of a sentence that begins "expected"; a schema's own words come before these. */
function expectation(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? `a value of type ${issue.expected}`;
    case 'invalid_value':
      return inOneOf(issue.values.map((value) => JSON.stringify(value)));
    case 'unrecognized_keys':
      return `no such key here, only ${keysOf(issue.inst).join(', ')}`;
    case 'too_small':
      return `at least ${issue.minimum}${issue.origin === 'array' ? ' entries' : ''}`;
    case 'too_big':
      return `at most ${issue.maximum}${issue.origin === 'array' ? ' entries' : ''}`;
    default:
      return 'something else';
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text (in quotes if it looks like a number)',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
};

/** The keys that the refusing schema knows. Zod hands over the schema, but types it as any schema at all. */
function keysOf(schema: unknown): readonly string[] {
  const definition = (schema as { readonly _zod?: { readonly def?: { readonly shape?: object } } } | undefined)?._zod?.def;
  return Object.keys(definition?.shape ?? {});
}
