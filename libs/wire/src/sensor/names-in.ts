import { isObject } from './parse-json.ts';
import type { Said } from './said.ts';

const DEEPEST = 4;

/** Every value of a decoded object, under the keys that lead to it, joined by dots. */
export function namesIn(object: Readonly<Record<string, unknown>>, before = '', depth = 1): readonly Said[] {
  return Object.entries(object).flatMap(([key, value]): readonly Said[] => {
    const name = before + key;
    return isObject(value) && depth < DEEPEST ? namesIn(value, `${name}.`, depth + 1) : [{ name, value }];
  });
}
