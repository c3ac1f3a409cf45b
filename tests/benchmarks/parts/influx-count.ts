import { setTimeout as wait } from 'node:timers/promises';

interface Answer {
  readonly results: readonly { readonly series?: readonly { readonly values: readonly (readonly number[])[] }[] }[];
}

const LOOK_EVERY_MS = 250;
/** When nothing has come for so long, no more will. */
const SETTLED_MS = 15_000;

/** Readings of the fleet's main quantities that can be asked for in a database. */
export async function countIn(url: string, database: string): Promise<number> {
  const q = 'SELECT count(value) FROM rain_mm, level_m';
  const response = await fetch(`${url}/query?db=${database}`, { method: 'POST', body: new URLSearchParams({ q }) });
  const { results } = (await response.json()) as Answer;
  return (results[0]?.series ?? []).reduce((sum, { values }) => sum + (values[0]?.[1] ?? 0), 0);
}

/** Waits until so many are there, or no more come. Gives how many, and when the last one was seen (UTC in ms). */
export async function untilCounted(url: string, database: string, wanted: number): Promise<{ readonly count: number; readonly lastAt: number }> {
  let count = 0;
  let lastAt = Date.now();
  while (count < wanted && Date.now() - lastAt < SETTLED_MS) {
    const now = Date.now();
    const seen = await countIn(url, database);
    if (seen > count) [count, lastAt] = [seen, now];
    if (count < wanted) await wait(LOOK_EVERY_MS);
  }
  return { count, lastAt };
}
