import type { LiveSpool } from '@voldgrav/wire';
import { describe, expect, it } from 'vitest';
import { spoolWarning } from './spool-warning.ts';

const spool = (change: Partial<LiveSpool>): LiveSpool => ({ waitingRows: 10, share: 0.2, level: 0, limitedBy: 'size', full: false, writable: true, storeAnswers: true, damagedRows: 0, ...change });

describe('the warning about the journal', () => {
  it('says nothing below the first step, however much waits', () => {
    expect(spoolWarning(spool({ share: 0.499 }))).toBeUndefined();
  });

  it.each([
    [{ level: 50 }, { text: 'filling', severity: 'soon' }],
    [{ level: 80 }, { text: 'filling', severity: 'urgent' }],
    [{ level: 95, limitedBy: 'disk' }, { text: 'disk', severity: 'urgent' }],
    [{ level: 95, full: true, writable: false }, { text: 'full', severity: 'urgent' }],
    [{ storeAnswers: false }, { text: 'storeDown', severity: 'soon' }],
    [{ storeAnswers: false, level: 80 }, { text: 'filling', severity: 'urgent' }],
    [{ writable: false }, { text: 'unwritable', severity: 'urgent' }],
  ] as const)('for %j says %j', (change, warning) => {
    expect(spoolWarning(spool(change))).toEqual(warning);
  });
});
