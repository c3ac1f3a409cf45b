// @vitest-environment node
import type { LiveBasin } from '@voldgrav/wire';
import { expect, it } from 'vitest';
import { mapBasin } from './map-basin.ts';

it('no basin is ready on the map while its catchment is unknown, and a graver one stays what it is', () => {
  const basin = (state: LiveBasin['state']): LiveBasin => ({ id: 'b', at: 0, state, canTake: [], designReturnPeriod: 5, comingMm: null, reasons: [] });
  expect(mapBasin(basin('ready'), { state: 'unknown' }).state).toBe('unknown');
  for (const state of ['strained', 'exhausted', 'unknown'] as const) expect(mapBasin(basin(state), { state: 'unknown' }).state).toBe(state);
  for (const state of ['ready', 'strained', 'exhausted'] as const) expect(mapBasin(basin('ready'), { state }).state).toBe('ready');
  expect(mapBasin(basin('ready'), undefined).state).toBe('ready');
});
