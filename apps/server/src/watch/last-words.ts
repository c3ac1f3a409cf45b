import { HOUR, type Instant, shifted } from '@voldgrav/hydrology';
import type { ObservationArchive, TownIndex, TownWatch } from '@voldgrav/pipeline';
import { isUsable, type Observation } from '@voldgrav/quality';
import { type Quantity, reckonedQuantity } from '@voldgrav/reading';

const TRY_AGAIN_MS = 60_000;
/** How far before a word that is of no use one is looked for that is. */
const LOOK_BACK = 25 * HOUR;
/** What stands until another word is heard. A gauge's last rain does not. */
const STANDING: readonly Quantity[] = ['level_m', 'pump_on'];

export interface LastWordsOptions {
  readonly index: Pick<TownIndex, 'town'>;
  readonly archive: Pick<ObservationArchive, 'latest' | 'range'>;
  readonly watch: Pick<TownWatch, 'rememberWord'>;
  readonly now: () => Instant;
  readonly tell: (line: string) => void;
}

/**
 * After a restart: what each level sensor and pump said last, from the store, since the journal is gone through for a day only. A road that drowned its sensor
 * two days ago is not one that was never heard of. Tries until the store answers; returns the stop.
 */
export function recallLastWords(options: LastWordsOptions): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const round = async (): Promise<void> => {
    try {
      for (const word of await lastWordsOf(options)) if (!isStopped) options.watch.rememberWord(word, options.now());
    } catch (cause) {
      if (isStopped) return;
      options.tell(`What silent sensors said last waits for the store: ${cause instanceof Error ? cause.message : String(cause)}`);
      timer = setTimeout(() => void round(), TRY_AGAIN_MS);
    }
  };
  void round();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}

/** The newest word of each sensor; before it the newest that is of use, where it is none. */
async function lastWordsOf({ index, archive }: Pick<LastWordsOptions, 'index' | 'archive'>): Promise<readonly Observation[]> {
  const words: Observation[] = [];
  for (const each of index.town.sensors) {
    const quantity = reckonedQuantity(each);
    const newest = STANDING.includes(quantity) ? await archive.latest(each.id, quantity) : undefined;
    if (newest === undefined) continue;
    const { phenomenonTime: at } = newest;
    const usable = isUsable(newest) ? newest : (await archive.range({ sensor: each.id, quantity, window: { after: shifted(at, -LOOK_BACK), until: at } })).filter(isUsable).at(-1);
    if (usable !== undefined && usable !== newest) words.push(usable);
    words.push(newest);
  }
  return words;
}
