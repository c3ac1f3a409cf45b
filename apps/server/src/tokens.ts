/** What Nest hands out, by name: injection is explicit and needs no decorator metadata. */
export const HOUSE = Symbol('house');
