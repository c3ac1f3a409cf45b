import { badRequest } from './problem.ts';

export const USUAL_PAGE = 50;
export const LARGEST_PAGE = 500;

/** A whole number from `least` to `most` out of a query; undefined when it is absent. */
export function wholeNumber(name: string, given: string | undefined, { least = 1, most }: { readonly least?: number; readonly most: number }): number | undefined {
  if (given === undefined) return undefined;
  const number = Number(given);
  if (given.trim() === '' || !Number.isInteger(number) || number < least || number > most) throw badRequest(`${name} must be a whole number from ${least} to ${most}.`);
  return number;
}

/** How many of a list are asked for. */
export const limitOf = (given: string | undefined): number => wholeNumber('limit', given, { most: LARGEST_PAGE }) ?? USUAL_PAGE;

/** How many of a list are passed over. */
export const offsetOf = (given: string | undefined): number => wholeNumber('offset', given, { least: 0, most: Number.MAX_SAFE_INTEGER }) ?? 0;

/** A field that is there only when it has a value. */
export const optional = <Name extends string, Value>(name: Name, value: Value | undefined): Partial<Record<Name, Value>> =>
  value === undefined ? {} : ({ [name]: value } as Record<Name, Value>);
