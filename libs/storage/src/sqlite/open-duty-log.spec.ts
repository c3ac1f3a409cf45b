import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant } from '@voldgrav/hydrology';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DutyLog, DutyNote } from './duty-log.ts';
import { openDutyLog } from './open-duty-log.ts';

const NINE = Date.UTC(2026, 7, 26, 9);
const note = (seq: number, change: Partial<DutyNote> = {}): DutyNote => ({ seq, at: instant(NINE + seq), writtenAt: instant(NINE + seq), by: 'Mette', text: `note ${seq}`, ...change });

describe('the duty log on the disk', () => {
  let folder: string;
  let log: DutyLog;
  const file = () => join(folder, 'duty-log.sqlite');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'voldgrav-duty-'));
    log = openDutyLog({ file: file() });
  });
  afterEach(() => {
    log.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives back what was written, last written first, a page at a time', () => {
    const whole = note(5, { organisation: 'utility', storm: 'storm-1' });
    log.enter([note(2), note(3, { storm: 'storm-1' }), whole], 5);
    expect(log.page({ limit: 2 })).toEqual({ notes: [whole, note(3, { storm: 'storm-1' })], before: 3 });
    expect(log.page({ limit: 2, before: 3 })).toEqual({ notes: [note(2)], before: undefined });
    expect(log.page({ limit: 9, storm: 'storm-1' }).notes.map(({ seq }) => seq)).toEqual([5, 3]);
    expect(log.page({ limit: 9, storm: 'storm-2' }).notes).toEqual([]);
  });

  it('tells of a storm in the order in which things happened, not in which they were written', () => {
    log.enter([note(2, { storm: 's' }), note(3, { storm: 's', at: instant(NINE) }), note(4)]);
    expect(log.ofStorm('s').map(({ seq }) => seq)).toEqual([3, 2]);
  });

  it('takes a row of the journal once, and knows after a restart how far it has come', () => {
    log.enter([note(2)], 4);
    log.enter([note(2, { text: 'another' })], 3);
    log.close();
    log = openDutyLog({ file: file() });
    expect(log.page({ limit: 9 }).notes).toEqual([note(2)]);
    expect(log.enteredUpTo).toBe(4);
  });

  it('sets a file aside that it cannot read', () => {
    log.enter([note(2)], 4);
    log.close();
    for (const ending of ['-wal', '-shm']) rmSync(file() + ending, { force: true });
    writeFileSync(file(), 'not a database, but long enough to be taken for one: '.repeat(100));
    log = openDutyLog({ file: file() });
    expect(log.page({ limit: 9 }).notes).toEqual([]);
    expect(log.enteredUpTo).toBe(0);
    expect(readdirSync(folder)).toContain('duty-log.sqlite.unreadable');
  });
});
