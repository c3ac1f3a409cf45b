import type { DoubtsAnswer } from '@voldgrav/wire';
import { foundWords } from '../../format/found-words.ts';
import type { Language } from '../../format/format.ts';
import { loadJson } from '../../town/load-json.ts';

/** What a check found at one moment of a sensor that the chart draws. */
export interface ChartDoubt {
  readonly sensor: string;
  readonly t: number;
  readonly check: string;
  readonly detail: string;
  readonly found?: DoubtsAnswer['doubts'][number]['found'];
}

/** Of one sensor in one question: more flagged moments than a chart of a day has points are not worth their way. */
const MOST = 500;

/** Everything that is doubted of these sensors since then. Rejects when the server does not answer. */
export async function chartDoubts(sensors: readonly string[], since: number): Promise<readonly ChartDoubt[]> {
  const answers = await Promise.all(sensors.map((sensor) => loadJson<DoubtsAnswer>(`/api/v1/doubtful?sensor=${encodeURIComponent(sensor)}&since=${new Date(since).toISOString()}&limit=${MOST}`)));
  return answers.flatMap((answer) => (answer?.doubts ?? []).map(({ sensor, time, check, detail, found }) => ({ sensor, t: Date.parse(time), check, detail, ...(found === undefined ? {} : { found }) })));
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

/** A doubt as one sentence, of a sensor and a check by their names on the page. */
export function sentenceOf(doubt: ChartDoubt, names: { readonly sensor: string; readonly check: string }, language: Language, timeZone: string): string {
  const found = foundWords({ detail: doubt.detail, ...(doubt.found === undefined ? {} : { found: doubt.found }) }, language, timeZone);
  return asText(`▲ ${names.sensor}: ${names.check}${found === '' ? '' : ` (${found})`}`);
}

/** Text as it stands in a tooltip, which is HTML. */
export const asText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
