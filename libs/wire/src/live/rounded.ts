/** As near to a half as this the binary fraction decides, which only `toFixed` looks at. */
const TIE = 1e-6;
/** Beyond this a double's own grain comes near to that. */
const MOST = 1e7;

/**
 * A number as the screen can use it: no more decimals than are shown, so that noise below them is no news. The same as
 * `Number(value.toFixed(decimals))`, mostly without its strings: a tick rounds some thousand figures.
 */
export function rounded(value: number, decimals: 0 | 1 | 2 | 3): number {
  if (value === 0) return 0;
  const scale = decimals === 0 ? 1 : decimals === 1 ? 10 : decimals === 2 ? 100 : 1000;
  const scaled = value * scale;
  const fromHalf = Math.abs(scaled - Math.floor(scaled) - 0.5);
  return fromHalf > TIE && Math.abs(scaled) < MOST ? Math.round(scaled) / scale : Number(value.toFixed(decimals));
}
