import { describe, expect, it } from 'vitest';
import { type SpoolMeasure, spoolOf } from './spool.ts';

const GB = 1_000_000_000;
/** A journal of 10 GB at most, half of it used, on a disk with plenty of room. */
const measure = (change: Partial<SpoolMeasure>): SpoolMeasure => ({
  waitingRows: 0,
  keptRows: 1_000,
  usedBytes: 5 * GB,
  allowedBytes: 10 * GB,
  freeBytes: 900 * GB,
  diskBytes: 1_000 * GB,
  full: false,
  ...change,
});

describe('how full the spool is', () => {
  it.each([
    ['nothing waits, however much is kept', { usedBytes: 10 * GB }, 0, 0],
    ['just under half of what may wait', { usedBytes: 10 * GB, waitingRows: 499 }, 0.499, 0],
    ['exactly half', { usedBytes: 10 * GB, waitingRows: 500 }, 0.5, 50],
    ['exactly 80 %', { usedBytes: 10 * GB, waitingRows: 800 }, 0.8, 80],
    ['exactly 95 %', { usedBytes: 10 * GB, waitingRows: 950 }, 0.95, 95],
    ['a disk with as much left as waits', { waitingRows: 1_000, freeBytes: 5 * GB, diskBytes: 100 * GB }, 0.5, 50],
    ['an empty journal', { keptRows: 0, usedBytes: 0 }, 0, 0],
  ] as const)('%s', (_, change, share, level) => {
    const spool = spoolOf(measure(change));
    expect([Number(spool.share.toFixed(3)), spool.level]).toEqual([share, level]);
  });

  it('goes by the disk where that is the narrower', () => {
    expect(spoolOf(measure({ waitingRows: 1_000, freeBytes: 1 * GB, diskBytes: 50 * GB }))).toMatchObject({ level: 80, limitedBy: 'disk', waitingBytes: 5 * GB });
  });

  it('alarms when the disk is nearly full though nothing waits', () => {
    expect(spoolOf(measure({ freeBytes: 9 * GB }))).toMatchObject({ level: 95, limitedBy: 'disk' });
    expect(spoolOf(measure({ freeBytes: 10 * GB }))).toMatchObject({ level: 0 });
  });
});
