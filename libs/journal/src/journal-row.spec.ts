import { instant } from '@voldgrav/hydrology';
import { expect, it } from 'vitest';
import { storedRowOf } from './journal-row.ts';

// Computed by Python's zlib.crc32 over the columns, parted by U+0000: journals that stand on disks must stay readable.
it('the checksum of a row is the CRC-32 of its columns', () => {
  const row = storedRowOf({ kind: 'message', topic: 'sensors/å/json', payload: new TextEncoder().encode('{"rain_mm":0.2}'), origin: 'logger-4', receivedAt: instant(1_787_745_600_000) });
  expect(row.checksum).toBe(4_220_961_513);
});
