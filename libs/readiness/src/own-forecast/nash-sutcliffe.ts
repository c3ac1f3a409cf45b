/**
 * The efficiency of Nash and Sutcliffe: 1 for forecasts that come true, 0 for ones no better than the mean of what came, below 0
 * for worse. NaN without anything to compare.
 */
export function nashSutcliffe(pairs: readonly { readonly forecast: number; readonly came: number }[]): number {
  const mean = pairs.reduce((sum, { came }) => sum + came, 0) / pairs.length;
  const missed = pairs.reduce((sum, { forecast, came }) => sum + (came - forecast) ** 2, 0);
  const spread = pairs.reduce((sum, { came }) => sum + (came - mean) ** 2, 0);
  return 1 - missed / spread;
}
