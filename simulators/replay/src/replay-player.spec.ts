import { HOUR, type Instant, instant, isoOf, MINUTE, SECOND, shifted } from '@voldgrav/hydrology';
import { encodeJson } from '@voldgrav/wire';
import { describe, expect, it } from 'vitest';
import { recordedMessage, type Recorded, type Recording } from './recorded.ts';
import { ReplayEngine } from './replay-engine.ts';
import { ReplayPlayer } from './replay-player.ts';
import { retold } from './retold.ts';
import { sampleTown } from './sample-town.ts';

// Ådalsbassinet: the alerts come at 1.90 m for 30 s, and below 15 mm in 30 min for 60 s; the level's word is good for 90 s.
const town = sampleTown();
const START = instant(Date.UTC(2026, 7, 26, 10));
const at = (seconds: number): Instant => shifted(START, seconds * SECOND);
const level = (seconds: number, metres: number): Recorded =>
  recordedMessage({ topic: 'sensors/l-aadalen/json', payload: new TextEncoder().encode(encodeJson({ time: at(seconds), values: { level_m: metres } })), receivedAt: at(seconds) });

const RISING: readonly Recorded[] = [level(0, 0.7), level(30, 1.95), level(60, 1.95), level(90, 1.95), level(120, 1.95)];
const recordingOf = (entries: readonly Recorded[]): Recording => ({
  async *parts() {
    for (let from = 0; from < entries.length; from += 2) yield entries.slice(from, from + 2);
  },
});

function player(entries: readonly Recorded[] = RISING, runsOn = 3 * MINUTE) {
  const engines: ReplayEngine[] = [];
  const replay = new ReplayPlayer({
    recording: recordingOf(entries),
    openStage: () => {
      const engine = new ReplayEngine({ town, lane: 'replay', readinessEvery: 1 });
      engines.push(engine);
      return engine;
    },
    runsOn,
  });
  return { replay, engines, report: () => (engines.at(-1) as ReplayEngine).report() };
}

const raised = (report: ReturnType<ReplayEngine['report']>) => report.alerts.map(({ rule, transitions }) => `${transitions.map((step) => `${step.at.slice(11, 19)} ${step.to}`).join(', ')} ${rule}`);
const BOTH = ['10:01:00 new aadalen-near-crest', '10:01:30 new aadalen-can-take'];

describe('a replay', () => {
  it('raises what the rules say, when their delays are over', async () => {
    const { replay, report } = player();
    await replay.play({ speed: 'max' });
    expect(raised(report())).toEqual(BOTH);
    expect(report()).toMatchObject({ from: '2026-08-26T10:00:00.000Z', to: '2026-08-26T10:05:00.000Z', undecodable: {}, storms: [] });
  });

  it('tells what would have gone out: a message for each alert when it was raised and when nobody acknowledged it, to its organisation, marked as an exercise', async () => {
    const { replay, report } = player([...RISING, level(150, 0.7), level(600, 0.7)]);
    await replay.play({ speed: 'max' });
    expect(report().notifications).toEqual([
      { at: '2026-08-26T10:01:00.000Z', to: 'ravnsvig-beredskab', channel: 'outbox', text: 'ØVELSE · Ådalsbassinet er næsten fuldt' },
      { at: '2026-08-26T10:01:30.000Z', to: 'ravnsvig-forsyning', channel: 'outbox', text: 'ØVELSE · Ådalsbassinet kan snart ikke tage mere' },
      // Nobody acknowledges: the next on each rota has ten minutes (duty.yaml).
      { at: '2026-08-26T10:11:00.000Z', to: 'ravnsvig-beredskab', role: 'Beredskabschefen', reason: 'not-acknowledged', channel: 'outbox', text: 'ØVELSE · Ådalsbassinet er næsten fuldt · Ingen har kvitteret i 10 min' },
      { at: '2026-08-26T10:11:30.000Z', to: 'ravnsvig-forsyning', role: 'Driftslederen', reason: 'not-acknowledged', channel: 'outbox', text: 'ØVELSE · Ådalsbassinet kan snart ikke tage mere · Ingen har kvitteret i 10 min' },
    ]);
  });

  it('tells readiness each minute by what came until then, and unknown once the sensor is silent', async () => {
    const { replay, report } = player();
    await replay.play({ speed: 'max' });
    // 1.95 m is 1620 of 1800 m³, and the last word is of 10:02 and good for 90 s. Gauges never spoke, so no loss is left:
    // (1800 − 1620 + 18) / 48.6 = 4.07 mm in 30 min.
    const { aadalen = [] } = report().readiness;
    expect(aadalen.map((moment) => `${moment.at.slice(11, 16)} ${moment.state} ${moment.canTake[1]?.mm ?? '–'}`)).toEqual(['10:00 ready 34.9', '10:01 strained 4.1', '10:02 strained 4.1', '10:03 strained 4.1', '10:04 unknown –', '10:05 unknown –']);
    expect(report().readiness['midtbyen']).toEqual([]);
  });

  it('lets the clock run on, so that a delay can end after the last word', async () => {
    const { replay, report } = player(RISING.slice(0, 3));
    await replay.play({ speed: 'max' });
    expect(raised(report())).toEqual(BOTH);
  });

  it('ends where the recording says until when it is', async () => {
    const { replay, report } = player([...RISING.slice(0, 2), { kind: 'clock', receivedAt: at(50) }]);
    await replay.play({ speed: 'max' });
    expect(report()).toMatchObject({ to: '2026-08-26T10:00:50.000Z', alerts: [] });
  });

  it('does again what people did', async () => {
    const body = JSON.stringify({ alert: 'aadalen-near-crest.b-aadalen.20260826T100030Z' });
    const { replay, report } = player([...RISING.slice(0, 4), { kind: 'act', name: 'acknowledge', by: 'Mona', body, receivedAt: at(100) }]);
    await replay.play({ speed: 'max' });
    expect(report().alerts[0]?.transitions).toEqual([
      { at: '2026-08-26T10:01:00.000Z', to: 'new', reason: 'condition-held' },
      { at: '2026-08-26T10:01:40.000Z', to: 'acknowledged', reason: 'acknowledged' },
    ]);
  });

  it('counts what cannot be used', async () => {
    const { replay, report } = player([...RISING, recordedMessage({ topic: 'sensors/r-99/json', payload: new TextEncoder().encode('{}'), receivedAt: at(121) })]);
    await replay.play({ speed: 'max' });
    expect(report().undecodable).toEqual({ 'unknown-sensor': 1 });
  });

  it('keeps going forward when the recorded clock was set back', async () => {
    const { replay, report } = player([...RISING.slice(0, 3), { kind: 'clock', receivedAt: at(-3600) }, ...RISING.slice(3)]);
    await replay.play({ speed: 'max' });
    expect(raised(report())).toEqual(BOTH);
  });
});

describe('the player', () => {
  it('gives the same digest at any speed, a step at a time, and after going back and forth', async () => {
    const digests = new Set<string>();
    for (const speed of ['max', 3000, 1200] as const) {
      const { replay, report } = player();
      await replay.play({ speed });
      digests.add(report().digest);
    }
    const steps = player();
    while ((await steps.replay.step()) !== undefined);
    digests.add(steps.report().digest);
    const there = player();
    await there.replay.seek(at(95));
    await there.replay.seek(at(45));
    await there.replay.play({ speed: 'max' });
    digests.add(there.report().digest);
    expect([...digests]).toHaveLength(1);
  });

  it('gives the same beside others that it serves, and goes through a long silence an hour at a time for them', async () => {
    const silent = [...RISING, level(5 * 3_600, 0.7)];
    const alone = player(silent);
    await alone.replay.play({ speed: 'max' });
    const beside = player(silent);
    let asked = 0;
    const breathe = async (): Promise<void> => {
      asked += 1;
      await Promise.resolve();
    };
    await beside.replay.play({ speed: 'max', breathe });
    // Six words, four whole hours between the last two, and the end.
    expect(asked).toBe(11);
    expect(beside.report().digest).toBe(alone.report().digest);
  });

  it('plays a step at a time', async () => {
    const { replay } = player();
    expect((await replay.step())?.receivedAt).toBe(at(0));
    expect((await replay.step())?.receivedAt).toBe(at(30));
    expect(replay.now).toBe(at(30));
    expect(replay.ended).toBe(false);
  });

  it('goes to any moment, forward and back, and knows what was known then', async () => {
    const { replay, engines } = player();
    const alertsNow = () => (engines.at(-1) as ReplayEngine).watch.liveAlerts().map(({ rule }) => rule);
    await replay.seek(at(95));
    expect(alertsNow()).toHaveLength(2);
    await replay.seek(at(60));
    expect(alertsNow()).toEqual(['aadalen-near-crest']);
    expect(replay.now).toBe(at(60));
    await replay.seek(at(29));
    expect(alertsNow()).toEqual([]);
    expect(engines).toHaveLength(3);
  });

  it('goes to a moment after the last word and no further, so that silence decides nothing early', async () => {
    const { replay } = player();
    await replay.seek(at(125));
    expect(replay.now).toBe(at(125));
    expect(replay.ended).toBe(false);
    await replay.seek(at(400));
    expect(replay.ended).toBe(true);
  });

  it('pauses where it stands and goes on', async () => {
    const { replay, report } = player();
    let seen = 0;
    await replay.play({ speed: 'max', onProgress: () => (++seen === 3 ? replay.pause() : undefined) });
    expect(replay.now).toBe(at(60));
    await replay.play({ speed: 'max' });
    expect(replay.ended).toBe(true);
    expect(raised(report())).toEqual(BOTH);
  });

  it('begins again at the end, each time with nothing known', async () => {
    const { replay, engines } = player();
    const ends: string[] = [];
    await replay.play({
      speed: 'max',
      again: () => {
        ends.push((engines.at(-1) as ReplayEngine).report().digest);
        return ends.length < 3;
      },
    });
    expect(new Set(ends).size).toBe(1);
    expect(ends).toHaveLength(3);
  });

  it('plays once what holds nothing, however often it is asked to', async () => {
    const { replay, engines } = player([]);
    let asked = 0;
    await replay.play({ speed: 'max', again: () => (asked += 1) < 3 });
    expect([replay.ended, engines.length, asked]).toEqual([true, 1, 0]);
  });

  it('can end where it stands, and what silence decides is decided until then', async () => {
    const { replay, report } = player();
    await replay.seek(at(60));
    await replay.endHere();
    expect([replay.ended, report().to, raised(report())]).toEqual([true, '2026-08-26T10:01:00.000Z', BOTH.slice(0, 1)]);
  });

  it('keeps to its speed', async () => {
    const { replay } = player(RISING, 0);
    const began = performance.now();
    // Two minutes at 600 are 200 ms; a machine that is busy may take longer, never less.
    await replay.play({ speed: 600 });
    expect(performance.now() - began).toBeGreaterThanOrEqual(190);
  });
});

describe('a recording told anew', () => {
  it('at another time gives the same alerts, so much later', async () => {
    const body = JSON.stringify({ alert: 'aadalen-near-crest.b-aadalen.20260826T100030Z' });
    const recording = retold(recordingOf([...RISING, { kind: 'act', name: 'acknowledge', by: 'Mona', body, receivedAt: at(125) }]), { town, later: 5 * HOUR, rename: new Map() });
    const engine = new ReplayEngine({ town, lane: 'replay', readinessEvery: 0 });
    await new ReplayPlayer({ recording, openStage: () => engine, runsOn: 0 }).play({ speed: 'max' });
    expect(raised(engine.report())).toEqual(['15:01:00 new, 15:02:05 acknowledged aadalen-near-crest', '15:01:30 new aadalen-can-take']);
  });

  it('under other names says the same of other sensors, and leaves out what it cannot read', async () => {
    const stray = recordedMessage({ topic: 'sensors/l-aadalen/json', payload: new TextEncoder().encode('not json'), receivedAt: at(130) });
    const said: string[] = [];
    for await (const part of retold(recordingOf([...RISING.slice(0, 1), stray]), { town, later: 0, rename: new Map([['l-aadalen', 'level-1']]) }).parts()) {
      for (const each of part) if (each.kind === 'message') said.push(`${isoOf(each.receivedAt)} ${each.message.topic} ${new TextDecoder().decode(each.message.payload)}`);
    }
    expect(said).toEqual(['2026-08-26T10:00:00.000Z sensors/level-1/json {"time":"2026-08-26T10:00:00.000Z","level_m":0.7}']);
  });

  it('under other names names nobody, and has nothing that somebody wrote', async () => {
    const act = (name: string, by: string, body: object): Recorded => ({ kind: 'act', name, by, body: JSON.stringify(body), receivedAt: at(130) });
    const done = [
      act('acknowledge', 'Mona Holm', { alert: 'x', organisation: 'ravnsvig-beredskab', comment: 'Jens drives there' }),
      act('duty-note', 'Mona Holm', { text: 'Jens is ill' }),
      act('playbook-step', 'Ali', { what: 'begin', action: 'a', step: 's', by: 'Ali' }),
      { kind: 'forecast', name: 'radar', by: 'Mona Holm', body: '{"kind":"forecast","body":{}}', receivedAt: at(131) } as const,
    ];
    const told: Recorded[] = [];
    for await (const part of retold(recordingOf(done), { town, later: 0, rename: new Map([['l-aadalen', 'level-1']]) }).parts()) told.push(...part);
    expect(told.map((each) => (each.kind === 'act' || each.kind === 'forecast' ? [each.by, JSON.parse(each.body) as unknown] : each.kind))).toEqual([
      ['operator-1', { alert: 'x', organisation: 'ravnsvig-beredskab' }],
      ['operator-2', { what: 'begin', action: 'a', step: 's' }],
      ['operator-1', { kind: 'forecast', body: {} }],
    ]);
  });
});
