import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { instant } from '@voldgrav/hydrology';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReadinessLog, type ReadinessLog } from './open-readiness-log.ts';

const at = (minute: number) => instant(Date.UTC(2026, 7, 26, 12, minute));
const told = (catchment: string, minute: number, answer = `${catchment} ${minute}`) => ({ catchment, at: at(minute), answer });
const isTurn = true;
const turns = (...all: readonly ReturnType<typeof told>[]) => all.map((each) => ({ ...each, isTurn }));

describe('the readiness history', () => {
  let folder: string;
  let log: ReadinessLog;
  const file = () => join(folder, 'readiness.sqlite');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'voldgrav-readiness-'));
    log = openReadinessLog({ file: file() });
  });
  afterEach(() => {
    log.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('tells what was told of one catchment in a span, in time order, and keeps it over a restart', () => {
    log.enter(turns(told('a', 20), told('a', 10), told('b', 15), told('a', 30)));
    log.close();
    log = openReadinessLog({ file: file() });
    expect(log.between('a', at(10), at(30), 99)).toEqual([told('a', 10), told('a', 20)]);
    expect(log.between('c', at(0), at(59), 99)).toEqual([]);
  });

  it('finds the newest by a moment that is as wanted', () => {
    log.enter(turns(told('a', 10, 'known'), told('a', 20, 'known'), told('a', 30, 'unknown'), told('a', 40, 'known'), told('b', 25, 'known')));
    const newest = (catchment: string, minute: number) => log.newest(catchment, at(minute), (answer) => answer === 'known')?.at;
    expect([newest('a', 35), newest('a', 20), newest('a', 9), newest('c', 59)]).toEqual([at(20), at(20), undefined, undefined]);
  });

  it('spreads what is more than was asked for: first, last and evenly between', () => {
    log.enter(turns(...Array.from({ length: 50 }, (_, minute) => told('a', minute))));
    expect(log.between('a', at(0), at(59), 3).map((each) => each.at)).toEqual([at(0), at(25), at(49)]);
  });

  it('lets the first of two for one moment stand, and forgets what is old', () => {
    log.enter(turns(told('a', 1), told('a', 1, 'other'), told('a', 2)));
    expect(log.between('a', at(0), at(9), 9).map(({ answer }) => answer)).toEqual(['a 1', 'a 2']);
    log.forgetBefore(at(2));
    expect(log.between('a', at(0), at(9), 9).map(({ answer }) => answer)).toEqual(['a 2']);
  });

  const minutes = (catchment: string) => log.between(catchment, at(0), at(999), 999).map((each) => (each.at - at(0)) / 60_000);

  it('thins out what is old: the first of each hour stays, and what told another thing', () => {
    const every = (catchment: string) => Array.from({ length: 18 }, (_, index) => ({ ...told(catchment, index * 10), isTurn: index === 4 }));
    log.enter([...every('a'), ...every('b')]);
    log.thinBefore(at(120));
    const left = [0, 40, 60, 120, 130, 140, 150, 160, 170];
    expect(minutes('a')).toEqual(left);
    expect(minutes('b')).toEqual(left);
    log.thinBefore(at(180));
    expect(minutes('a')).toEqual([0, 40, 60, 120]);
  });

  it('keeps within its bound: the oldest go first, and a year of answers takes little', () => {
    const long = (minute: number) => JSON.stringify({ at: at(minute), reasons: Array.from({ length: 40 }, (_, index) => ({ code: 'takes-reference-rains', da: `Kan tage både et skybrud og kraftig regn ${index}` })) });
    log.enter(turns(...Array.from({ length: 600 }, (_, minute) => told('a', minute, long(minute)))));
    // 600 of some 3 kB.
    expect(log.bytes).toBeLessThan(600 * 300);
    expect(log.between('a', at(300), at(301), 9)).toEqual([told('a', 300, long(300))]);
    log.keepWithin(log.bytes - 1);
    expect(minutes('a')).toContain(599);
    expect(minutes('a')).not.toContain(0);
    expect(minutes('a').length).toBeGreaterThan(300);
    log.keepWithin(0);
    expect(minutes('a')).toEqual([]);
  });

  it('reads on in a file of the format before, whose answers are not packed', () => {
    log.close();
    rmSync(file());
    for (const ending of ['-wal', '-shm']) rmSync(file() + ending, { force: true });
    const before = new DatabaseSync(file());
    before.exec('CREATE TABLE told (catchment TEXT NOT NULL, at INTEGER NOT NULL, answer TEXT NOT NULL, PRIMARY KEY (catchment, at)) STRICT, WITHOUT ROWID; PRAGMA user_version = 1');
    for (const minute of [0, 10]) before.prepare('INSERT INTO told VALUES (?, ?, ?)').run('a', at(minute), `old ${minute}`);
    before.close();
    log = openReadinessLog({ file: file() });
    log.enter(turns(told('a', 20)));
    log.thinBefore(at(60));
    expect(log.between('a', at(0), at(59), 9)).toEqual([told('a', 0, 'old 0'), told('a', 10, 'old 10'), told('a', 20)]);
    expect(existsSync(`${file()}.unreadable`)).toBe(false);
  });

  it('sets a file aside that it cannot read, and begins a new one', () => {
    log.close();
    for (const ending of ['-wal', '-shm']) rmSync(file() + ending, { force: true });
    writeFileSync(file(), 'not a database, but long enough to be taken for one: '.repeat(100));
    log = openReadinessLog({ file: file() });
    expect(log.between('a', at(0), at(9), 9)).toEqual([]);
    expect(existsSync(`${file()}.unreadable`)).toBe(true);
  });
});
