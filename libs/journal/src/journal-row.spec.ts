import { instant } from '@voldgrav/hydrology';
import { expect, it } from 'vitest';
import { journalRowOf, storedRowOf } from './journal-row.ts';

// Computed by Python's zlib.crc32 over the columns, parted by U+0000: journals that stand on disks must stay readable.
it('the checksum of a row is the CRC-32 of its columns', () => {
  const row = storedRowOf({ kind: 'message', topic: 'sensors/å/json', payload: new TextEncoder().encode('{"rain_mm":0.2}'), origin: 'logger-4', receivedAt: instant(1_787_745_600_000) });
  expect(row.checksum).toBe(4_220_961_513);
});

// Seen on 2026-11-25: every entry of the clock, whose body is empty, came back as damaged. The same sum by Python's zlib.crc32.
it('an entry without a body comes back whole, wherever its nothing lies', () => {
  const row = storedRowOf({ kind: 'clock', name: 'live', body: new Uint8Array(0), origin: '', receivedAt: instant(1_787_745_600_000) });
  expect(row.checksum).toBe(1_693_210_189);
  for (const payload of [new Uint8Array(0), Buffer.from(''), Buffer.alloc(0)]) expect(journalRowOf({ ...row, payload, seq: 1 })).toMatchObject({ damaged: false, kind: 'clock' });
});
