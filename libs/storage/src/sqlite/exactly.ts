/**
 * A number in a form that reaches a REAL column to its last bit. The driver (@photostructure/sqlite 1.2.1) binds a number
 * that lies less than 2.2e-16 above a whole one as that whole one, so that what is left of 0.1 + 0.2 − 0.3 would become 0. As
 * text such a number passes the driver, and SQLite reads it back in full.
 */
export function exactly(value: number): number | string {
  const above = value - Math.floor(value);
  return above > 0 && above < Number.EPSILON ? String(value) : value;
}
