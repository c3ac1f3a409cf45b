import type { FilePath } from './town-fault.ts';

/** The value that stands at `path`, or undefined where there is none. */
export function valueAt(root: unknown, path: FilePath): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return value;
}
