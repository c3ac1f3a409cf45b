import { type Instant, MINUTE, seconds, shifted } from '@voldgrav/hydrology';
import type { MaintenanceWindow } from '@voldgrav/reading';
import type { Town } from '@voldgrav/wire';
import { beforeAll, describe, expect, it } from 'vitest';
import { CatchmentNight, codesOf } from './catchment-night.ts';
import { sampleTown } from './timeline.ts';

// Ådalsbassinet: 1200 m², 10 l/s out; `aadalen-near-crest` speaks above 1.90 m and is back 5 min below 1.80 m. Mobile pump 1 takes 150 l/s. In a quarter of an
// hour pump and outlet take 0.16 · 60 · 15 = 144 m³, 12 cm; the outlet alone 9 m³, and two words may be 96 m³ apart.
describe('a basin that is emptied by a pump that people have brought', () => {
  let town: Town;
  beforeAll(async () => {
    town = await sampleTown();
  });

  const withSensor = (changed: { readonly expectedInterval?: Town['sensors'][number]['expectedInterval']; readonly maintenance?: readonly MaintenanceWindow[] }): Town =>
    ({ ...town, sensors: town.sensors.map((sensor) => (sensor.id === 'l-aadalen' ? { ...sensor, ...changed } : sensor)) });
  const dry = (night: CatchmentNight, until: string) => night.says('12:00', until, 'rain_mm', { 'r-01': 0, 'r-02': 0, 'r-03': 0, 'r-04': 0 }).says('23:00', until, 'level_m', { 'l-aadalsvej': 1.3, 'l-aabroen': 0.7 });
  const stands = (night: CatchmentNight, at: Instant, level: number) =>
    night.watch.receive({ topic: 'sensors/l-aadalen/json', payload: new TextEncoder().encode(JSON.stringify({ time: new Date(at).toISOString(), level_m: level })), receivedAt: at });

  /** Its sensor speaks every quarter of an hour; the pump runs from 00:01 on, and the board knows of it or does not. */
  function pumped(action: 'aadalens-klimapark' | 'kildedal-forsinkelse' | undefined, step: string, resources = town.resources) {
    const night = dry(new CatchmentNight({ ...withSensor({ expectedInterval: seconds(900) }), resources }), '25:00');
    for (let quarter = -8; quarter <= 4; quarter += 1) {
      const at = shifted(night.time('24:00'), quarter * 15 * MINUTE);
      stands(night, at, quarter <= 0 ? 1.95 : 1.95 - 0.12 * quarter);
      night.watch.tick(at);
      if (quarter === 0 && action !== undefined) night.watch.takeStep('begin', { action, step, at: shifted(at, MINUTE), by: 'Mona' });
    }
    night.ticksTo('25:00');
    return { codes: codesOf(night.at('aadalen', '25:00')), alert: night.watch.liveAlerts().find(({ rule }) => rule === 'aadalen-near-crest')?.state };
  }

  it('is told as it stands, and its alert returns, once the pump is begun on the board', () => {
    const told = pumped('aadalens-klimapark', 'pumpe-aadalen');
    expect(told.codes).not.toContain('level-fell');
    expect(told.alert).toBe('returned');
  });

  it('is not believed while nobody says so, nor by a step that pumps nothing or pumps elsewhere', () => {
    for (const [action, step] of [[undefined, ''], ['aadalens-klimapark', 'luk-stier'], ['kildedal-forsinkelse', 'pumpe-kildedal']] as const) {
      expect(pumped(action, step)).toMatchObject({ codes: expect.arrayContaining(['level-fell']) as string[], alert: 'new' });
    }
  });

  it('is told as it stands too where a gate lets the water out, and not where a gate is at work that is not said to empty it', () => {
    const asGate = (empties: readonly string[]) => town.resources.map((resource) => (resource.id === 'pumpe-1' ? { ...resource, kind: 'gate' as const, ...(empties.length === 0 ? {} : { empties }) } : resource));
    expect(pumped('aadalens-klimapark', 'pumpe-aadalen', asGate(['b-aadalen'])).codes).not.toContain('level-fell');
    for (const empties of [[], ['b-kildedal']]) expect(pumped('aadalens-klimapark', 'pumpe-aadalen', asGate(empties)).codes).toContain('level-fell');
  });

  it('after work on its sensor it is believed where it stands, and without a window not', () => {
    const worked = (maintenance: boolean) => {
      const plain = new CatchmentNight(town);
      const window = { from: plain.time('24:05'), until: plain.time('24:20'), reason: 'set anew' };
      const night = dry(maintenance ? new CatchmentNight(withSensor({ maintenance: [window] })) : plain, '24:30');
      for (let minute = -60; minute <= 30; minute += 1) if (minute < 5 || minute >= 20 || maintenance) stands(night, shifted(night.time('24:00'), minute * MINUTE), minute < 5 ? 1.6 : 1.2);
      return codesOf(night.at('aadalen', '24:30'));
    };
    expect(worked(true)).not.toContain('level-fell');
    expect(worked(false)).toContain('level-fell');
  });
});
