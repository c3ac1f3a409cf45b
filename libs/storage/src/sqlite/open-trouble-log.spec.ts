import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant } from '@voldgrav/hydrology';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTroubleLog } from './open-trouble-log.ts';
import type { Doubt, Revised, TroubleLog, UnusableEntry } from './trouble-log.ts';

const at = (minute: number) => instant(Date.UTC(2026, 7, 26, 12, minute));
const unread = (seq: number | undefined, change: Partial<UnusableEntry> = {}): UnusableEntry => ({ seq, at: at(seq ?? 0), topic: 't/1', reason: 'not-json', detail: 'x', unread: true, partly: false, ...change });
const doubt = (seq: number, change: Partial<Doubt> = {}): Doubt => ({
  seq, sensor: 'l-1', quantity: 'level_m', phenomenonTime: at(seq), receivedAt: at(seq), value: 1.5, flag: 3, check: 'spike', detail: '0.5 m above', ...change,
});
const numbers = (page: { readonly items: readonly { readonly n: number }[] }) => page.items.map(({ n }) => n);

describe('the list of troubles', () => {
  let folder: string;
  let log: TroubleLog;
  const open = (kept?: number) => openTroubleLog({ file: join(folder, 'trouble.sqlite'), ...(kept === undefined ? {} : { kept }) });
  const enter = (unusable: readonly UnusableEntry[], doubts: readonly (Doubt | Revised)[] = []) => log.enter({ unusable, doubts });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'voldgrav-trouble-'));
    log = open();
  });
  afterEach(() => {
    log.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('begins with the newest, and each page leads to the one before it', () => {
    enter([1, 2, 3, 4, 5].map((seq) => unread(seq)));
    const newest = log.unusable({ limit: 2 });
    expect([numbers(newest), newest.before]).toEqual([[5, 4], 4]);
    expect(log.unusable({ limit: 3, before: 4 })).toMatchObject({ items: [{ n: 3 }, { n: 2 }, { n: 1, seq: 1, at: at(1), detail: 'x' }], before: undefined });
  });

  it('tells those of one reason or one topic', () => {
    enter([unread(1), unread(2, { reason: 'empty' }), unread(3, { topic: 't/2' })]);
    expect(numbers(log.unusable({ reason: 'not-json', limit: 9 }))).toEqual([3, 1]);
    expect(numbers(log.unusable({ topic: 't/1', limit: 9 }))).toEqual([2, 1]);
    expect(log.unusable({ reason: 'bad-time', limit: 9 })).toEqual({ items: [], before: undefined });
  });

  it('takes the same row of the journal twice without telling of it twice', () => {
    enter([unread(1), unread(1, { detail: 'y' })], [doubt(1)]);
    enter([unread(1), unread(1, { detail: 'y' })], [doubt(1)]);
    expect(numbers(log.unusable({ limit: 9 }))).toEqual([2, 1]);
    expect(log.doubts({ limit: 9 }).items).toHaveLength(1);
  });

  it('keeps two refusals at the door apart, though they are alike', () => {
    enter([unread(undefined, { reason: 'too-long' }), unread(undefined, { reason: 'too-long' })]);
    expect(log.unreadGroups({ offset: 0, limit: 9 }).groups).toMatchObject([{ reason: 'too-long', count: 2 }]);
    expect(log.unreadCount()).toBe(0);
  });

  it('groups what could not be read by topic and reason, most recent first, with the newest of each', () => {
    enter([unread(1), unread(5, { detail: 'newest' }), unread(3, { topic: 'Sensors/R-9' }), unread(4, { reason: 'empty', detail: '' }), unread(9, { unread: false, reason: 'spike' })]);
    const { groups, total } = log.unreadGroups({ offset: 0, limit: 2 });
    expect(total).toBe(3);
    expect(groups).toMatchObject([
      { topic: 't/1', reason: 'not-json', count: 2, firstAt: at(1), lastAt: at(5), newest: { seq: 5, detail: 'newest' } },
      { topic: 't/1', reason: 'empty', count: 1 },
    ]);
    expect(log.unreadGroups({ offset: 2, limit: 2 }).groups.map(({ topic }) => topic)).toEqual(['Sensors/R-9']);
    expect(log.unreadGroups({ offset: 0, limit: 9, search: 'sensors/r' }).groups.map(({ topic }) => topic)).toEqual(['Sensors/R-9']);
    expect(log.unreadGroups({ offset: 0, limit: 9, reason: 'empty' }).total).toBe(1);
  });

  it('tells each check that spoke against an observation, by sensor, check, flag and since when', () => {
    enter([], [doubt(1), doubt(1, { check: 'rate-of-change', flag: 4 }), doubt(2, { sensor: 'r-1', quantity: 'rain_mm', check: 'clock' }), doubt(3)]);
    expect(numbers(log.doubts({ sensor: 'l-1', limit: 9 }))).toEqual([4, 2, 1]);
    expect(log.doubts({ flag: 4, limit: 9 }).items).toMatchObject([{ check: 'rate-of-change', value: 1.5, phenomenonTime: at(1) }]);
    expect(numbers(log.doubts({ check: 'spike', since: at(1), limit: 9 }))).toEqual([4]);
    expect(log.doubts({ limit: 2 }).before).toBe(3);
    const { groups, total } = log.doubtGroups({ offset: 0, limit: 9 });
    expect(total).toBe(3);
    expect(groups.map(({ sensor, check, flag, count }) => [sensor, check, flag, count])).toEqual([
      ['l-1', 'rate-of-change', 4, 1],
      ['l-1', 'spike', 3, 2],
      ['r-1', 'clock', 3, 1],
    ]);
    expect(log.doubtGroups({ offset: 0, limit: 9, sensor: 'r-1' }).groups).toMatchObject([{ firstAt: at(2), newest: { detail: '0.5 m above' } }]);
  });

  it('takes a second thought about the same value, and none about another value for its moment', () => {
    enter([], [doubt(1)]);
    enter([], [doubt(7, { phenomenonTime: at(1), flag: 4, detail: 'now sure' })]);
    enter([], [doubt(8, { phenomenonTime: at(1), value: 9, detail: 'another value' })]);
    expect(log.doubts({ limit: 9 }).items).toMatchObject([{ flag: 4, detail: 'now sure', value: 1.5 }]);
  });

  it('lets go of a doubt that is no more, and keeps the others of the same observation in their places', () => {
    const said = (checks: Revised['checks'], value = 1.5): Revised => ({ sensor: 'l-1', quantity: 'level_m', phenomenonTime: at(1), value, checks });
    enter([], [doubt(1), doubt(1, { check: 'rate-of-change' }), doubt(2)]);
    enter([], [said(['spike']), doubt(5, { phenomenonTime: at(1), flag: 4 })]);
    expect(log.doubts({ limit: 9 }).items.map(({ n, check, flag }) => [n, check, flag])).toEqual([[3, 'spike', 3], [1, 'spike', 4]]);
    enter([], [said([])]);
    expect(numbers(log.doubts({ limit: 9 }))).toEqual([3]);
    // Told again with another value, what was said of the first one is about nothing any more.
    enter([], [{ ...said(['spike'], 9), phenomenonTime: at(2) }, doubt(6, { phenomenonTime: at(2), value: 9 })]);
    expect(log.doubts({ limit: 9 }).items).toMatchObject([{ value: 9 }]);
  });

  it('replaces what could not be read of a message by what still cannot', () => {
    enter([unread(1), unread(2, { partly: true }), unread(2, { detail: 'y', partly: true }), unread(3, { unread: false, reason: 'gross-range' })]);
    expect(log.unreadMessages(0, 9, 9)).toEqual([{ seq: 1, partly: false }, { seq: 2, partly: true }]);
    expect(log.unreadMessages(1, 9, 9)).toEqual([{ seq: 2, partly: true }]);
    expect(log.readAgain(2, [unread(2, { reason: 'bad-time', detail: 'z' })]).map(({ detail }) => detail)).toEqual(['x', 'y']);
    expect(log.readAgain(1, [])).toMatchObject([{ reason: 'not-json' }]);
    expect(log.unusable({ limit: 9 }).items.map(({ seq, reason }) => [seq, reason])).toEqual([[2, 'bad-time'], [3, 'gross-range']]);
    expect(log.unreadCount()).toBe(1);
  });

  it('leaves what still cannot be read at its place', () => {
    enter([unread(1), unread(2)]);
    log.readAgain(1, [unread(1)]);
    expect(numbers(log.unusable({ limit: 9 }))).toEqual([2, 1]);
  });

  it('lets the oldest go when it has no room for more, and says how far back it can tell', () => {
    log.close();
    log = open(3);
    enter([1, 2, 3].map((seq) => unread(seq)));
    expect(log.trimmedUntil).toBeUndefined();
    enter([unread(4), unread(5)], [1, 2, 3, 4].map((seq) => doubt(seq)));
    expect(log.unusable({ limit: 9 }).items.map(({ seq }) => seq)).toEqual([5, 4, 3]);
    expect(log.doubts({ limit: 9 }).items.map(({ phenomenonTime }) => phenomenonTime)).toEqual([at(4), at(3), at(2)]);
    expect(log.trimmedUntil).toBe(at(2));
  });

  it('forgets with the journal', () => {
    enter([unread(1), unread(2), unread(undefined, { at: at(1), reason: 'too-long' }), unread(undefined, { at: at(3), reason: 'too-long' })], [doubt(1), doubt(2)]);
    log.forget(1, at(1));
    expect(log.unusable({ limit: 9 }).items.map(({ at: when }) => when)).toEqual([at(3), at(2)]);
    expect(log.doubts({ limit: 9 }).items).toMatchObject([{ phenomenonTime: at(2) }]);
  });

  it('is there after a restart with its mark, which never goes back', () => {
    log.enter({ unusable: [unread(1)], doubts: [], upTo: 7 });
    log.enter({ unusable: [], doubts: [], upTo: 3 });
    log.close();
    log = open();
    expect([log.enteredUpTo, numbers(log.unusable({ limit: 9 }))]).toEqual([7, [1]]);
  });

  it('begins anew where the file is no list of ours', () => {
    log.close();
    writeFileSync(join(folder, 'trouble.sqlite'), 'not a database, but long enough to be taken for one: '.repeat(100));
    log = open();
    expect([log.enteredUpTo, log.unreadCount()]).toEqual([0, 0]);
  });
});
