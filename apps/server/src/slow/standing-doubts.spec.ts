import { fileURLToPath } from 'node:url';
import { DAY, HOUR, instant, MINUTE } from '@voldgrav/hydrology';
import { readTown } from '@voldgrav/installation';
import { TownIndex } from '@voldgrav/pipeline';
import type { LiveSensor } from '@voldgrav/wire';
import { beforeAll, describe, expect, it } from 'vitest';
import { standingDoubts } from './standing-doubts.ts';

const NOW = instant(Date.UTC(2026, 7, 26, 12));
const MIDNIGHT = Date.UTC(2026, 7, 27);
const SAMPLE_TOWN = fileURLToPath(new URL('../../../../config/sample-town', import.meta.url));
const said = (id: string, quantity: string, ago: number): LiveSensor => ({ id, quantity, value: 0.7, phenomenonTime: NOW - ago, receivedAt: NOW - ago, flag: 1, checks: [] });

describe('what speaks against a sensor as a whole', () => {
  let index: TownIndex;
  beforeAll(async () => {
    const read = await readTown(SAMPLE_TOWN);
    if (!read.ok) throw new Error('the sample town is at fault');
    index = new TownIndex(read.town);
  });
  const nothing = { daily: () => [] };
  /** `mm` a day for twenty days, but for one gauge. */
  const weather = (mm: number, dryGauge: string, dryFor: number) => ({
    daily: (gauge: string) => Array.from({ length: 20 }, (_, day) => ({ endsAt: instant(MIDNIGHT - (19 - day) * DAY), value: gauge === dryGauge && day >= 20 - dryFor ? 0 : mm })),
  });

  it('is a silence of more than six hours, and of one that was never heard nothing', () => {
    expect(standingDoubts(index, [said('l-aadalen', 'level_m', 6 * HOUR)], nothing, NOW)).toEqual([]);
    expect(standingDoubts(index, [said('l-aadalen', 'level_m', 6 * HOUR + MINUTE)], nothing, NOW)).toEqual([
      { sensor: 'l-aadalen', quantity: 'level_m', check: 'stale', flag: 4, since: NOW - 6 * HOUR - MINUTE, newest: { value: 0.7, detail: 'nothing for 6.017 h' } },
    ]);
  });

  it('is a gauge that has been dry for fifteen days while the neighbours were not', () => {
    const heard = [said('r-03', 'rain_mm', MINUTE)];
    // Its last rain is told by the end of that day: sixteen and a half days ago.
    expect(standingDoubts(index, heard, weather(0.2, 'r-03', 17), NOW)).toMatchObject([{ sensor: 'r-03', check: 'dry-spell', flag: 3, since: MIDNIGHT - 17 * DAY, newest: { detail: 'dry for 16.5 days, 1 mm or more at 11 of 11 neighbours: clogged?' } }]);
    expect(standingDoubts(index, heard, weather(0.2, 'r-03', 10), NOW)).toEqual([]);
    expect(standingDoubts(index, heard, weather(0, 'r-03', 20), NOW)).toEqual([]);
  });
});
