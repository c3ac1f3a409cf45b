import { instant, MINUTE } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { judgedAlerts, scoreOf, together } from './judged-alerts.ts';

const START = Date.UTC(2026, 7, 26, 10);
const at = (minute: number) => instant(START + minute * MINUTE);
const alert = (raised: number, until: number) => ({ raised: at(raised), until: at(until) });
const event = (from: number, until: number) => ({ from: at(from), until: at(until) });

describe('alerts held against events', () => {
  it.each([
    ['one that came before', [alert(10, 90)], [event(30, 60)], { fired: 1, missed: 0, false: 0, leadMinutes: [20] }],
    ['one that came at the very time', [alert(30, 90)], [event(30, 60)], { fired: 1, missed: 0, false: 0, leadMinutes: [0] }],
    ['one that came too late is no false one', [alert(40, 90)], [event(30, 60)], { fired: 1, missed: 1, false: 0, leadMinutes: [undefined] }],
    ['one that had returned before', [alert(10, 20)], [event(30, 60)], { fired: 1, missed: 1, false: 1, leadMinutes: [undefined] }],
    ['one with nothing to come', [alert(10, 20)], [], { fired: 1, missed: 0, false: 1, leadMinutes: [] }],
    ['none at all', [], [event(30, 60)], { fired: 0, missed: 1, false: 0, leadMinutes: [undefined] }],
    ['nothing on a dry day', [], [], { fired: 0, missed: 0, false: 0, leadMinutes: [] }],
    ['two for one event: the first counts', [alert(10, 90), alert(25, 90)], [event(30, 60)], { fired: 2, missed: 0, false: 0, leadMinutes: [20] }],
  ])('%s', (_, alerts, events, score) => {
    expect(scoreOf(judgedAlerts(alerts, events))).toEqual(score);
  });

  it('of a span are judged by all that happened: an alert in it is true by an event after it', () => {
    const judged = judgedAlerts([alert(10, 90), alert(200, 210)], [event(30, 60)]);
    expect(scoreOf(judged, (time) => time < at(20))).toEqual({ fired: 1, missed: 0, false: 0, leadMinutes: [] });
    expect(scoreOf(judged, (time) => time >= at(20))).toEqual({ fired: 1, missed: 0, false: 1, leadMinutes: [20] });
  });

  it('of a rule for which there is no limit are counted, and none is called false', () => {
    const low = scoreOf(judgedAlerts([alert(10, 20), alert(40, 50)], undefined));
    expect(low).toEqual({ fired: 2, missed: null, false: null, leadMinutes: [] });
    expect(together([low, low])).toEqual({ fired: 4, missed: null, false: null, leadMinutes: [] });
  });

  it('of several recordings add up', () => {
    const one = scoreOf(judgedAlerts([alert(10, 90)], [event(30, 60)]));
    expect(together([one, scoreOf(judgedAlerts([alert(10, 20)], [])), scoreOf(judgedAlerts([], [event(1, 2)]))])).toEqual({ fired: 2, missed: 1, false: 1, leadMinutes: [20, undefined] });
  });
});
