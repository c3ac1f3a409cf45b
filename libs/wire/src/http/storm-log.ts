import { instant, isoOf } from '@voldgrav/hydrology';
import type { LiveAlert, LiveStorm, LiveVerdict } from '../live/live-event.ts';
import type { StormLogLine } from './storm-answers.ts';

interface Happened extends Omit<StormLogLine, 'at'> {
  readonly at: number | undefined;
}

const of = (verdict: LiveVerdict, what: StormLogLine['what']): readonly Happened[] => (verdict.answer === 'yes' ? [{ at: verdict.firstAt, what, id: verdict.gauge }] : []);

/** What somebody on duty wrote down in a storm; `at` is when it happened, in ms. */
export interface NoteInStorm {
  readonly at: number;
  readonly by: string;
  readonly text: string;
}

/**
 * What happened in a storm, in the order of time: derived from what is known of it, so that it is the same after a restart, and between
 * that what those on duty wrote.
 */
export function stormLog(storm: LiveStorm, openedAt: number, alerts: readonly LiveAlert[], notes: readonly NoteInStorm[] = []): readonly StormLogLine[] {
  const happened: readonly Happened[] = [
    { at: openedAt, what: storm.openedBy === 'rain' ? 'opened-by-rain' : 'opened-by-warning' },
    ...storm.warnings.map(({ issuedAt, id }): Happened => ({ at: issuedAt, what: 'warning-issued', id })),
    ...storm.groups.flatMap(({ id, onset, end }): readonly Happened[] => [{ at: onset, what: 'rain-began', id }, { at: end, what: 'rain-ended', id }]),
    ...of(storm.skybrud, 'skybrud'),
    ...of(storm.kraftigRegn, 'kraftig-regn'),
    ...of(storm.insurers, 'insurers-cloudburst'),
    ...alerts.flatMap(({ id, raisedAt, acknowledgedAt, acknowledgedBy, returnedAt }): readonly Happened[] => [
      { at: raisedAt, what: 'alert-raised', id },
      { at: acknowledgedAt, what: 'alert-acknowledged', id, ...(acknowledgedBy === undefined ? {} : { by: acknowledgedBy }) },
      { at: returnedAt, what: 'alert-returned', id },
    ]),
    ...notes.map(({ at, by, text }): Happened => ({ at, what: 'note', by, text })),
    { at: storm.end, what: 'ended' },
  ];
  return happened
    .flatMap(({ at, ...rest }) => (at === undefined ? [] : [{ at, ...rest }]))
    .toSorted((one, other) => one.at - other.at)
    .map(({ at, ...rest }) => ({ at: isoOf(instant(at)), ...rest }));
}
