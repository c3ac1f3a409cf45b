import type { DoubtsAnswer } from '@voldgrav/wire';
import { loadJson } from '../../town/load-json.ts';

/** What a check found at one moment of a sensor that the chart draws. */
export interface ChartDoubt {
  readonly sensor: string;
  readonly t: number;
  readonly check: string;
  readonly detail: string;
}

/** Of one sensor in one question: more flagged moments than a chart of a day has points are not worth their way. */
const MOST = 500;

/** Everything that is doubted of these sensors since then. Rejects when the server does not answer. */
export async function chartDoubts(sensors: readonly string[], since: number): Promise<readonly ChartDoubt[]> {
  const answers = await Promise.all(sensors.map((sensor) => loadJson<DoubtsAnswer>(`/api/v1/doubtful?sensor=${encodeURIComponent(sensor)}&since=${new Date(since).toISOString()}&limit=${MOST}`)));
  return answers.flatMap((answer) => (answer?.doubts ?? []).map(({ sensor, time, check, detail }) => ({ sensor, t: Date.parse(time), check, detail })));
}

/** How many sentences a tooltip has room for. */
const SHOWN = 4;

/**
 * What speaks against these sensors in (from, until]: each check of each sensor once, with what it found last, in the words that
 * `say` finds for it.
 */
export function doubtsWithin(doubts: readonly ChartDoubt[], sensors: readonly string[], { from, until }: { readonly from: number; readonly until: number }, say: (doubt: ChartDoubt) => string): readonly string[] {
  const latest = new Map<string, ChartDoubt>();
  for (const doubt of doubts) {
    if (doubt.t <= from || doubt.t > until || !sensors.includes(doubt.sensor)) continue;
    const key = `${doubt.sensor} ${doubt.check}`;
    if ((latest.get(key)?.t ?? -Infinity) < doubt.t) latest.set(key, doubt);
  }
  const said = [...latest.values()].map(say);
  return said.length > SHOWN ? [...said.slice(0, SHOWN), '…'] : said;
}

/** Text as it stands in a tooltip, which is HTML. */
export const asText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
