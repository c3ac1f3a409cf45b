import type { LiveChange } from '@voldgrav/wire';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveFeed } from './live-feed.ts';

const change = (sensor: number): LiveChange => ({ kind: 'observation', observation: { id: `s-${sensor}` } }) as unknown as LiveChange;
const MINUTE = 60_000;

describe('the live feed', () => {
  let feed: LiveFeed;
  beforeEach(() => {
    vi.useFakeTimers();
    feed = new LiveFeed({ snapshot: () => ({}) as ReturnType<ConstructorParameters<typeof LiveFeed>[0]['snapshot']>, now: () => 0 });
  });
  afterEach(() => {
    feed.stop();
    vi.useRealTimers();
  });

  /** One frame goes out. */
  function tell(sensor: number): void {
    feed.publish([change(sensor)]);
    vi.advanceTimersByTime(1_000);
  }

  /** What a client is told first that has seen all up to `n`. It stays until it is let go. */
  function join(n: number): { readonly told: unknown; readonly leave: () => void } {
    const said: string[] = [];
    const leave = feed.join((frame) => said.push(frame), { n, run: feed.run });
    return { told: JSON.parse(said[0] ?? 'null'), leave };
  }

  it('numbers changes while nobody is here, and keeps none: who comes gets a snapshot', () => {
    tell(1);
    expect(join(0).told).toMatchObject({ kind: 'snapshot', n: 1 });
  });

  it('goes on with the next number for who comes between a change that nobody heard and its frame', () => {
    feed.publish([change(1), { kind: 'alert', alert: { id: 'a' } } as LiveChange]);
    const said: string[] = [];
    feed.join((frame) => said.push(frame));
    vi.advanceTimersByTime(1_000);
    tell(2);
    expect(said.map((frame) => JSON.parse(frame) as unknown)).toMatchObject([{ kind: 'snapshot', n: 1 }, { from: 2, to: 2, changes: [{ kind: 'alert' }] }, { from: 3, to: 3, changes: [change(2)] }]);
  });

  it('keeps changes for ten minutes for who was here, and no longer', () => {
    const { leave } = join(0);
    tell(1);
    leave();
    vi.advanceTimersByTime(9 * MINUTE);
    tell(2);
    const back = join(0);
    expect(back.told).toMatchObject({ kind: 'changes', from: 1, to: 2, changes: [change(1), change(2)] });
    back.leave();
    vi.advanceTimersByTime(11 * MINUTE);
    tell(3);
    expect(join(2).told).toMatchObject({ kind: 'snapshot', n: 3 });
  });
});
