import { failedNotes, type Heard, type Noted, regainedNote, unreadNote } from '@voldgrav/pipeline';
import { FAIL, type Observation, SUSPECT } from '@voldgrav/quality';
import type { Doubt, RegainedEntry, Revised, UnusableEntry } from '@voldgrav/storage';

/** One message may hold thousands of parts that are all wrong in the same way; so many tell what is the matter with it. */
const MOST_PER_MESSAGE = 20;

/** What a message's notes are in the list of troubles. `seq`: its row; undefined for what was refused at the door. */
export const unusableEntries = (seq: number | undefined, notes: readonly Noted[], observations: number): readonly UnusableEntry[] =>
  notes.filter(({ isNoMore }) => isNoMore === undefined).slice(0, MOST_PER_MESSAGE).map(({ isNoMore: _, ...note }) => ({ ...note, seq, partly: observations > 0 }));

/** What a message's notes take back of what earlier ones had been noted for. */
export const regainedEntries = (notes: readonly Noted[]): readonly RegainedEntry[] =>
  notes.flatMap(({ at, topic, reason, detail, isNoMore }) => (isNoMore === undefined ? [] : [{ at, topic, reason, detail, isNoMore }]));

/** One for each check that called an observation suspect or failed it; of one that is said otherwise now, first what still holds. */
export const doubtsOf = (seq: number, observations: readonly Observation[]): readonly (Doubt | Revised)[] =>
  observations.flatMap(({ sensor, quantity, phenomenonTime, receivedAt, value, checks, judgement }) => {
    const against = checks.filter(({ flag }) => flag === SUSPECT || flag === FAIL);
    const revised: readonly Revised[] = judgement === undefined ? [] : [{ sensor, quantity, phenomenonTime, value, checks: against.map(({ check }) => check) }];
    return [...revised, ...against.map(({ check, flag, detail }): Doubt => ({ seq, sensor, quantity, phenomenonTime, receivedAt, value, flag, check, detail }))];
  });

/** Whether any of them is doubted, or was. */
export const concernsDoubt = (observations: readonly Observation[]): boolean => observations.some(({ checks, judgement }) => checks.length > 0 || judgement !== undefined);

/** What a journalled message would have been noted as when it came, as far as it shows by itself. */
export const notesOf = ({ observations, undecodable, regained = [] }: Pick<Heard, 'observations' | 'undecodable' | 'regained'>, topic: string): readonly Noted[] => [
  ...undecodable.map(unreadNote),
  ...regained.map(regainedNote),
  ...observations.flatMap((observation) => failedNotes(observation, topic)),
];
