import { fileURLToPath } from 'node:url';
import { instant, isoOf, MINUTE, SECOND, shifted } from '@voldgrav/hydrology';
import { readTown } from '@voldgrav/installation';
import type { Observation } from '@voldgrav/quality';
import type { Quantity } from '@voldgrav/reading';
import { storeRecording } from '@voldgrav/replay';
import { inMemoryArchive } from '@voldgrav/storage';
import { expect, it } from 'vitest';

const SAMPLE_TOWN = fileURLToPath(new URL('../../../../config/sample-town', import.meta.url));
const START = instant(Date.UTC(2026, 0, 26, 10));

const observed = (sensor: string, quantity: Quantity, minute: number, value: number): Observation => {
  const at = shifted(START, minute * MINUTE);
  return { sensor, quantity, value, phenomenonTime: at, receivedAt: shifted(at, SECOND), timeFrom: 'sensor', flag: 1, checks: [] };
};

it('tells what sensors said: temperatures at gauges, and water levels that were told as such', async () => {
  const read = await readTown(SAMPLE_TOWN);
  if (!read.ok) throw new Error('the sample town is faulty');
  const archive = inMemoryArchive();
  await archive.append([
    observed('r-03', 'rain_mm', 1, 0.2),
    observed('r-03', 'temperature_c', 1, -3),
    // What a sensor of pressure said, and the level that was reckoned of it; a minute later it told a level itself.
    observed('l-overmarken', 'pressure_hpa', 2, 1_063),
    observed('l-overmarken', 'level_m', 2, 2.56),
    observed('l-overmarken', 'level_m', 3, 2.6),
    observed('l-aadalen', 'level_m', 4, 0.7),
    // A battery decides nothing.
    observed('l-aadalen', 'battery_v', 4, 3.6),
  ]);
  const sensors = read.town.sensors.filter(({ id }) => ['r-03', 'l-overmarken', 'l-aadalen'].includes(id));
  const said: string[] = [];
  for await (const part of storeRecording({ archive, sensors, after: START, until: shifted(START, 10 * MINUTE) }).parts()) {
    for (const each of part) if (each.kind === 'message') said.push(`${isoOf(each.receivedAt).slice(14, 19)} ${each.message.topic} ${new TextDecoder().decode(each.message.payload).replace(/"time":"[^"]*",/, '')}`);
  }
  expect(said).toEqual([
    '01:01 sensors/r-03/json {"rain_mm":0.2}',
    '01:01 sensors/r-03/json {"temperature_c":-3}',
    '02:01 sensors/l-overmarken/json {"pressure_hpa":1063}',
    '03:01 sensors/l-overmarken/json {"level_m":2.6}',
    '04:01 sensors/l-aadalen/json {"level_m":0.7}',
  ]);
});
