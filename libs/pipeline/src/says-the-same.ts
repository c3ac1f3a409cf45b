/**
 * Whether two facts say the same as JSON: what is undefined is absent. Objects must not be changed once they are told, so what is the
 * very same object is not gone through again. `except`: a property of the two themselves that does not count.
 */
export function saysTheSame(one: unknown, other: unknown, except?: string): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return Number.isNaN(one) && Number.isNaN(other);
  if (Array.isArray(one) || Array.isArray(other)) return Array.isArray(one) && Array.isArray(other) && sayTheSameInOrder(one, other);
  const [here, there] = [one as Facts, other as Facts];
  for (const key in here) if (key !== except && !saysTheSame(here[key], there[key])) return false;
  for (const key in there) if (key !== except && there[key] !== undefined && here[key] === undefined) return false;
  return true;
}

type Facts = Readonly<Record<string, unknown>>;

function sayTheSameInOrder(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at += 1) if (!saysTheSame(one[at], other[at])) return false;
  return true;
}
