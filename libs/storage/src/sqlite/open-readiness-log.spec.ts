import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant } from '@voldgrav/hydrology';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReadinessLog, type ReadinessLog } from './open-readiness-log.ts';

const at = (minute: number) => instant(Date.UTC(2026, 7, 26, 12, minute));
const told = (catchment: string, minute: number, answer = `${catchment} ${minute}`) => ({ catchment, at: at(minute), answer });

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
    log.enter([told('a', 20), told('a', 10), told('b', 15), told('a', 30)]);
    log.close();
    log = openReadinessLog({ file: file() });
    expect(log.between('a', at(10), at(30), 99)).toEqual([told('a', 10), told('a', 20)]);
    expect(log.between('c', at(0), at(59), 99)).toEqual([]);
  });

  it('finds the newest by a moment that is as wanted', () => {
    log.enter([told('a', 10, 'known'), told('a', 20, 'known'), told('a', 30, 'unknown'), told('a', 40, 'known'), told('b', 25, 'known')]);
    const newest = (catchment: string, minute: number) => log.newest(catchment, at(minute), (answer) => answer === 'known')?.at;
    expect([newest('a', 35), newest('a', 20), newest('a', 9), newest('c', 59)]).toEqual([at(20), at(20), undefined, undefined]);
  });

  it('spreads what is more than was asked for: first, last and evenly between', () => {
    log.enter(Array.from({ length: 50 }, (_, minute) => told('a', minute)));
    expect(log.between('a', at(0), at(59), 3).map((each) => each.at)).toEqual([at(0), at(25), at(49)]);
  });

  it('lets the first of two for one moment stand, and forgets what is old', () => {
    log.enter([told('a', 1), told('a', 1, 'other'), told('a', 2)]);
    expect(log.between('a', at(0), at(9), 9).map(({ answer }) => answer)).toEqual(['a 1', 'a 2']);
    log.forgetBefore(at(2));
    expect(log.between('a', at(0), at(9), 9).map(({ answer }) => answer)).toEqual(['a 2']);
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
