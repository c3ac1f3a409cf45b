import { instant, MINUTE, shifted } from '@voldgrav/hydrology';
import type { LiveAlert, LiveChange } from '@voldgrav/wire';
import { describe, expect, it } from 'vitest';
import { LaneOutbox } from './lane-outbox.ts';
import { sampleTown } from './sample-town.ts';

const RAISED = instant(Date.UTC(2026, 7, 26, 10));
const town = sampleTown();
const [action] = town.actions;
const alert = (change: Partial<LiveAlert> = {}): LiveChange => ({
  kind: 'alert',
  alert: { id: 'aadalen-near-crest.b-aadalen.1', rule: 'aadalen-near-crest', asset: 'b-aadalen', severity: 2, state: 'new', episodeStart: RAISED, raisedAt: RAISED, valueWhenRaised: 1.95, actions: [], ...change },
});
const neglected = (minutes: number): Partial<LiveAlert> => ({ severity: 3, neglected: { action: action?.id ?? '', since: shifted(RAISED, minutes * MINUTE) } });

describe('the outbox of a lane', () => {
  it('has a second message for an alert that rings again, with the time at which it did, and no third', () => {
    const outbox = new LaneOutbox(town);
    outbox.take([alert()]);
    outbox.take([alert({ state: 'acknowledged', acknowledgedAt: shifted(RAISED, MINUTE) })]);
    expect(outbox.take([alert(neglected(20))])).toHaveLength(1);
    expect(outbox.take([alert({ ...neglected(20), state: 'acknowledged' })])).toEqual([]);
    expect(outbox.messages()).toEqual([
      { at: '2026-08-26T10:00:00.000Z', to: 'ravnsvig-beredskab', channel: 'outbox', text: 'ØVELSE · Ådalsbassinet er næsten fuldt' },
      { at: '2026-08-26T10:20:00.000Z', to: 'ravnsvig-beredskab', channel: 'outbox', text: `ØVELSE · Ådalsbassinet er næsten fuldt · ingen er gået i gang i tide: ${action?.title.da}` },
    ]);
  });

  it('has another where another moment passes', () => {
    const outbox = new LaneOutbox(town);
    for (const change of [{}, neglected(20), {}, neglected(50)]) outbox.take([alert(change)]);
    expect(outbox.messages().map(({ at }) => at.slice(11, 16))).toEqual(['10:00', '10:20', '10:50']);
  });

  it('has one of an alert whose moment had passed when it was raised: it rings once', () => {
    const outbox = new LaneOutbox(town);
    outbox.take([alert(), alert(neglected(-5))]);
    expect(outbox.messages()).toHaveLength(1);
  });
});
