import { instant, isoOf, MINUTE, shifted } from '@voldgrav/hydrology';
import type { LiveAlert, LiveChange } from '@voldgrav/wire';
import { describe, expect, it } from 'vitest';
import { LaneOutbox } from './lane-outbox.ts';
import { sampleTown } from './sample-town.ts';

const NOON = instant(Date.UTC(2026, 7, 26, 12));

describe('the outbox of a lane', () => {
  const town = sampleTown();
  const rule = town.rules.find(({ id }) => id === 'aadalen-can-take')!;
  const action = town.actions.find(({ assets }) => assets.includes(rule.asset))!;
  const change = (more: Partial<LiveAlert> = {}): LiveChange => ({
    kind: 'alert',
    alert: { id: 'a', rule: rule.id, asset: rule.asset, severity: 2, state: 'new', episodeStart: NOON, raisedAt: NOON, valueWhenRaised: 12, actions: [], ...more },
  });
  const neglected = (minute: number) => ({ neglected: { action: action.id, since: shifted(NOON, minute * MINUTE) } });

  it('holds one message for each alert, to its organisation', () => {
    const outbox = new LaneOutbox(town);
    expect(outbox.take([change(), change({ state: 'acknowledged' })])).toEqual([{ at: isoOf(NOON), to: 'ravnsvig-forsyning', channel: 'outbox', text: `ØVELSE · ${rule.name.da}` }]);
    expect(outbox.messages()).toHaveLength(1);
  });

  it('calls the next on the rota when nobody acts, with the reason, once for each last moment; the last one again when there is nobody more', () => {
    const outbox = new LaneOutbox(town);
    outbox.take([change({ state: 'acknowledged' })]);
    // duty.yaml of the utility: Forsyningsvagten at once, and Driftslederen.
    expect(outbox.take([change(neglected(20)), change({ ...neglected(20), state: 'acknowledged' })])).toEqual([
      {
        at: isoOf(shifted(NOON, 20 * MINUTE)), to: 'ravnsvig-forsyning', role: 'Driftslederen', reason: 'nobody-began', channel: 'outbox',
        text: `ØVELSE · ${rule.name.da} · Ingen er gået i gang med „${action.title.da}“, og sidste øjeblik er passeret`,
      },
    ]);
    expect(outbox.take([change(neglected(40))])).toMatchObject([{ role: 'Driftslederen', reason: 'nobody-began' }]);
    expect(outbox.messages()).toHaveLength(3);
  });

  it('calls one for an alert whose moment had passed when it was raised: it rings once', () => {
    const outbox = new LaneOutbox(town);
    expect(outbox.take([change(), change(neglected(-5))])).toMatchObject([{ at: isoOf(NOON) }]);
  });

  it('calls the next on the rota when nobody has acknowledged in its minutes, at the moment they are over, and not when somebody has', () => {
    const at = (minute: number) => shifted(NOON, minute * MINUTE);
    const unheeded = { at: isoOf(at(10)), to: 'ravnsvig-forsyning', role: 'Driftslederen', reason: 'not-acknowledged', channel: 'outbox', text: `ØVELSE · ${rule.name.da} · Ingen har kvitteret i 10 min` };
    const outbox = new LaneOutbox(town);
    outbox.take([change()]);
    // duty.yaml of the utility: Driftslederen after ten minutes, and nobody after him.
    expect(outbox.elapse(at(9.9))).toEqual([]);
    expect(outbox.elapse(at(10.1))).toEqual([unheeded]);
    expect(outbox.elapse(at(90))).toEqual([]);
    const answered = new LaneOutbox(town);
    answered.take([change()]);
    expect(answered.take([change({ state: 'acknowledged', acknowledgedAt: at(9) })])).toEqual([]);
    expect(answered.elapse(at(90))).toEqual([]);
    // Heard before the clock's tick, and answered too late all the same.
    const late = new LaneOutbox(town);
    late.take([change()]);
    expect(late.take([change({ state: 'acknowledged', acknowledgedAt: at(11) })])).toEqual([unheeded]);
    // Who has been called since nobody began is not called once more.
    const both = new LaneOutbox(town);
    both.take([change(), change(neglected(5))]);
    expect(both.elapse(at(20))).toEqual([]);
  });

  it('calls nobody for what has returned', () => {
    const outbox = new LaneOutbox(town);
    outbox.take([change()]);
    expect(outbox.take([change({ ...neglected(20), returnedAt: shifted(NOON, 9 * MINUTE) })])).toEqual([]);
    expect(outbox.elapse(shifted(NOON, 90 * MINUTE))).toEqual([]);
  });
});
