import { HOUR, type Instant, instant, SECOND, seconds } from '@voldgrav/hydrology';
import type { Observation } from '@voldgrav/quality';
import type { Sensor } from '@voldgrav/reading';
import { describe, expect, it } from 'vitest';
import { SeriesJudge } from './series-judge.ts';

const T0 = Date.UTC(2026, 7, 26, 10);
const at = (second: number): Instant => instant(T0 + second * SECOND);
// A step of more than 0.10 m + 0.75 m/h is suspect, so 0.1125 m in a minute; a spike of over 0.3 m too, over 0.6 m it fails.
const SENSOR: Sensor = { id: 'l-1', name: 'l-1', kind: 'level-sensor', quantity: 'level_m', position: [9.5, 55.7], expectedInterval: seconds(60), plausible: { min: 0, max: 5 }, organisation: 'utility' };

const judged = (second: number, value: number, change: Partial<Observation> = {}): Observation => ({
  sensor: 'l-1', quantity: 'level_m', value, phenomenonTime: at(second), receivedAt: at(second + 1), timeFrom: 'sensor', flag: 1, checks: [], ...change,
});
const short = ({ phenomenonTime, value, flag, checks, judgement }: Observation) => [(phenomenonTime - T0) / SECOND, value, flag, checks.map(({ check }) => check).join(), judgement];
const heard = (judge: SeriesJudge, ...told: Parameters<typeof judged>) => judge.enter(judged(...told)).said.map(short);

describe('the judge of a series', () => {
  it('speaks of a value at once, and of its spike when the next one comes', () => {
    const judge = new SeriesJudge(SENSOR);
    expect(heard(judge, 0, 0.7)).toEqual([[0, 0.7, 1, '', undefined]]);
    expect(heard(judge, 60, 1.7)).toEqual([[60, 1.7, 3, 'rate-of-change', undefined]]);
    // The fall is doubtful too, and the value between is a spike of 1.0 m, which fails.
    expect(heard(judge, 120, 0.7)).toEqual([
      [120, 0.7, 3, 'rate-of-change', undefined],
      [60, 1.7, 4, 'spike,rate-of-change', at(121)],
    ]);
  });

  it('says nothing of what a newcomer does not change', () => {
    const judge = new SeriesJudge(SENSOR);
    heard(judge, 0, 0.7);
    heard(judge, 60, 0.75);
    expect(heard(judge, 120, 0.8)).toHaveLength(1);
  });

  it('finds the step that a late value shows, and takes back the one that it explains', () => {
    const judge = new SeriesJudge(SENSOR);
    heard(judge, 0, 0.7);
    // Past the 0.1 m of waves, 0.02 m in two minutes are 0.6 m/h, under 0.75. In one minute they are 1.2.
    expect(heard(judge, 120, 0.82)).toEqual([[120, 0.82, 1, '', undefined]]);
    expect(heard(judge, 60, 0.7, { receivedAt: at(130) })).toEqual([
      [60, 0.7, 1, '', undefined],
      [120, 0.82, 3, 'rate-of-change', at(130)],
    ]);
    expect(heard(judge, 90, 0.76, { receivedAt: at(140) })).toEqual([
      [90, 0.76, 1, '', undefined],
      [120, 0.82, 1, '', at(140)],
    ]);
  });

  it('is told the same again and changes nothing; another value leaves the first, in doubt', () => {
    const judge = new SeriesJudge(SENSOR);
    heard(judge, 0, 0.7);
    expect(judge.enter(judged(0, 0.7))).toEqual({ arrival: 'duplicate', said: [] });
    const { arrival, said } = judge.enter(judged(0, 0.9, { receivedAt: at(50) }));
    expect([arrival, said.map(short)]).toEqual(['conflict', [[0, 0.7, 3, 'conflict', at(50)]]]);
    expect(judge.enter(judged(0, 0.9))).toEqual({ arrival: 'conflict', said: [] });
  });

  it('takes a correction, and judges its neighbours by it', () => {
    const judge = new SeriesJudge(SENSOR);
    heard(judge, 0, 0.7);
    heard(judge, 60, 1.7);
    const { arrival, said } = judge.enter(judged(60, 0.72, { revision: 1, receivedAt: at(70) }));
    expect([arrival, said.map(short)]).toEqual(['added', [[60, 0.72, 1, '', at(70)]]]);
  });

  it('leaves a value that failed alone out of everybody’s past', () => {
    const judge = new SeriesJudge(SENSOR);
    heard(judge, 0, 0.7);
    expect(heard(judge, 60, 99, { flag: 4, checks: [{ check: 'gross-range', flag: 4, detail: '' }] })).toEqual([[60, 99, 4, 'gross-range', undefined]]);
    expect(heard(judge, 120, 0.7)).toEqual([[120, 0.7, 1, '', undefined]]);
  });

  it('judges alone what comes more than two hours behind the newest, and does not call it good for that', () => {
    const judge = new SeriesJudge(SENSOR);
    heard(judge, 0, 0.7);
    heard(judge, (3 * HOUR) / SECOND, 0.8);
    expect(heard(judge, 30, 2.7)).toEqual([[30, 2.7, 2, '', undefined]]);
  });

  it('makes the newer word the later one though the clock was set back', () => {
    const judge = new SeriesJudge(SENSOR);
    heard(judge, 0, 0.7);
    judge.enter(judged(0, 0.9, { receivedAt: at(500) }));
    const [revised] = judge.compared({ after: at(-1), until: at(0) }, [{ check: 'frost', flag: 3, detail: '' }], at(100));
    expect(revised?.judgement).toBe(at(500) + 1);
  });

  it('sees twelve hours of standing still, long after the values themselves were let go', () => {
    const judge = new SeriesJudge(SENSOR);
    const flags: number[] = [];
    for (let minute = 0; minute <= 721; minute += 1) flags.push(...judge.enter(judged(minute * 60, 0.7)).said.map(({ flag }) => flag));
    // 720 intervals before it, and it: the 721st value is the first to be suspect.
    expect(flags.indexOf(3)).toBe(720);
  });

  it('calls no sensor stuck that says the same a thousand times in an hour', () => {
    const judge = new SeriesJudge(SENSOR);
    const flags: number[] = [];
    for (let second = 0; second < 3_600; second += 3) flags.push(...judge.enter(judged(second, 0.7)).said.map(({ flag }) => flag));
    expect(new Set(flags)).toEqual(new Set([1]));
  });
});
