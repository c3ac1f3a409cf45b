import { readFileSync } from 'node:fs';
import { parseTown, TOWN_FILES } from '@voldgrav/wire';
import { describe, expect, it } from 'vitest';
import { fleetSensors } from './fleet-sensor.ts';
import { fleetTown } from './fleet-town.ts';

const base = new Map(TOWN_FILES.map((name) => [name as string, readFileSync(new URL(`../../../config/sample-town/${name}`, import.meta.url), 'utf8')]));

function grown(count: number) {
  const parsed = parseTown(fleetTown(base, count));
  if (!parsed.ok) throw new Error(parsed.faults.map(({ message }) => message).join('\n'));
  return parsed.town;
}

describe('a town for a fleet', () => {
  it('knows every sensor of the fleet, with a basin and its catchment for each twenty', () => {
    const town = grown(50);
    const isNew = ({ id }: { readonly id: string }) => id.startsWith('fleet-');
    const fleet = town.sensors.filter(isNew);
    expect(fleet.map(({ id, quantity }) => [id, quantity])).toEqual(fleetSensors(50).map(({ id, quantity }) => [id, quantity]));
    expect([town.catchments, town.assets, town.rules].map((list) => list.filter(isNew).length)).toEqual([2, 2, 2]);
    expect(town.catchments.find(({ id }) => id === 'fleet-catchment-1')?.gauges).toEqual(['fleet-00021', 'fleet-00022', 'fleet-00023', 'fleet-00024']);
    expect(town.assets.find(({ id }) => id === 'fleet-basin-1')).toMatchObject({ levelSensor: 'fleet-00025', catchment: 'fleet-catchment-1' });
  });

  it('knows the edge nodes of one that speaks Sparkplug: every fifth of a mixed one', () => {
    const parsed = parseTown(fleetTown(base, 10, 'mixed'));
    const devices = parsed.ok ? parsed.town.devices.filter(({ id }) => id.startsWith('fleet/')) : [];
    expect(devices).toEqual(['fleet-00005', 'fleet-00010'].map((id) => ({ id: `fleet/${id}/${id}`, sensor: id })));
  });

  it('stays within reach of the town with 10,000 sensors', () => {
    expect(grown(10_000).sensors).toHaveLength(10_000 + grown(1).sensors.length - 1);
  });

  it('refuses to grow in a town that is not valid', () => {
    expect(() => fleetTown(new Map(), 20)).toThrow('not valid');
  });
});
