import { type Instant, instant, seconds } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { type ConditionChange, type ConditionWatch, elapseCondition, observeCondition } from './condition-watch.ts';

const FRESH = 90_000;
const at = (second: number): Instant => instant(second * 1000);
const HIGH = { abnormal: 'above', setPoint: 2.1, deadband: 0.1, onDelay: seconds(120), offDelay: seconds(300) } as const;
const LOW = { abnormal: 'below', setPoint: 10, deadband: 4, onDelay: seconds(60), offDelay: seconds(300) } as const;

type Rule = typeof HIGH | typeof LOW;

function run(rule: Rule, samples: readonly (readonly [second: number, value: number])[], freshFor = FRESH) {
  let watch: ConditionWatch = { phase: 'normal' };
  const changes: ConditionChange[] = [];
  for (const [second, value] of samples) {
    const step = observeCondition(watch, rule, { at: at(second), value }, freshFor);
    watch = step.watch;
    changes.push(...step.changes);
  }
  return { watch, changes };
}

describe('set point, deadband and delays', () => {
  it('follows the worked example: active at 300 s, normal at 1020 s', () => {
    // domain.md §8: on ≥ 2.10, off < 2.00, on-delay 120 s, off-delay 300 s, a sample each 60 s.
    const levels = [2.05, 2.11, 2.09, 2.12, 2.13, 2.14, 2.08, 2.05, 2.01, 1.99, 1.98, 2.01, 1.99, 1.98, 1.97, 1.96, 1.95, 1.94];
    const { changes } = run(HIGH, levels.map((level, index) => [index * 60, level] as const));
    expect(changes).toEqual([
      { to: 'active', at: at(300), since: at(180), value: 2.12 },
      { to: 'normal', at: at(1020), since: at(720) },
    ]);
  });

  it('is abnormal at the set point above, and only under it below', () => {
    expect(run(HIGH, [[0, 2.1]]).watch.phase).toBe('pending');
    expect(run(LOW, [[0, 10]]).watch.phase).toBe('normal');
    expect(run(LOW, [[0, 9.9]]).watch.phase).toBe('pending');
  });

  it('stays active within the deadband, on either side', () => {
    const held = [[0, 9], [60, 9], [120, 13.9]] as const;
    expect(run(LOW, held).watch.phase).toBe('active');
    expect(run(LOW, [...held, [180, 14]]).watch.phase).toBe('returning');
  });

  it('raises when the delay runs out between two samples, without waiting for the next', () => {
    const { watch } = run(LOW, [[0, 9], [45, 9]]);
    expect(elapseCondition(watch, LOW, at(59), FRESH).changes).toEqual([]);
    expect(elapseCondition(watch, LOW, at(60), FRESH).changes).toEqual([{ to: 'active', at: at(60), since: at(0), value: 9 }]);
  });

  it('raises at the same moment whether or not the clock ticked in between', () => {
    const unticked = run(LOW, [[0, 9], [45, 9], [75, 12]]);
    expect(unticked.changes).toEqual([{ to: 'active', at: at(60), since: at(0), value: 9 }]);
  });

  it('does not raise when a normal sample comes in the very moment the delay runs out', () => {
    expect(run(LOW, [[0, 9], [60, 15]]).changes).toEqual([]);
  });

  it('raises nothing and clears nothing in a silence', () => {
    const pending = run(LOW, [[0, 9]], 30_000).watch;
    expect(elapseCondition(pending, LOW, at(3600), 30_000).changes).toEqual([]);
    const returning = run(LOW, [[0, 9], [60, 9], [120, 20]]).watch;
    expect(returning.phase).toBe('returning');
    expect(elapseCondition(returning, LOW, at(3600), FRESH).changes).toEqual([]);
  });

  it('is not moved by data that come late', () => {
    const { watch } = run(LOW, [[0, 20], [60, 20]]);
    expect(observeCondition(watch, LOW, { at: at(30), value: 1 }, FRESH)).toEqual({ watch, changes: [] });
  });
});
