import type { ComingGiven } from '@voldgrav/wire';

/** A utility's own forecasts: one body of `POST /api/v1/forecasts`, or a list of them. Throws for what is no JSON. */
export function utilityForecasts(text: string): readonly ComingGiven[] {
  const answer: unknown = JSON.parse(text);
  return (Array.isArray(answer) ? answer : [answer]).map((body: unknown) => ({ kind: 'forecast', body }));
}
