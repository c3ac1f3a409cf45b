import { litresPerSecond, metresAboveDatum, type Pump, type Road } from '@voldgrav/hydrology';
import { expect, it } from 'vitest';
import { catchmentModel } from './catchment-model.ts';
import { followed, followedTo } from './follow.ts';
import { basin, drained, evidenceOf, inlet, land, NOON, series, steady } from './small-catchments.ts';
import { workingsOf } from './workings.ts';

const near = (value: number): number => expect.closeTo(value, 6) as number;

// 0.5 mm a minute for 20 minutes on 48.6 m³/mm, a quarter of it by the inlet: 6.075 m³ a minute are 101.25 l/s.
it('what an answer was reckoned from is told with what was measured, where the water is, and what it can take', () => {
  const road: Road = { kind: 'road', id: 'v', name: 'Vejen', position: [11, 56], organisation: 'k', catchment: 'c', floodsAt: metresAboveDatum(1.15), levelSensor: 'l-v' };
  const pump: Pump = { kind: 'pump', id: 'p', name: 'p', position: [11, 56], organisation: 'u', from: 'b', capacity: litresPerSecond(10), stateSensor: 'p' };
  const town = drained([land('c')], [basin('b', 'c'), inlet('i', 'c', 200), road, pump], [{ from: 'c', to: 'i', share: 0.25 }, { from: 'c', to: 'b', share: 0.75 }, { from: 'i', to: 'b' }, { from: 'b', to: 'p' }]);
  const model = catchmentModel(town.catchments[0]!, town);
  const evidence = evidenceOf({ rain: { 'r-c': [...steady(-1440, -20, 0), ...steady(-19, 0, 0.5)] }, levels: { 'l-b': series([0, 1.35]), 'l-v': series([-3, 0.4]) }, pumps: { p: steady(-60, 0, 1) } });
  expect(workingsOf(model, followedTo(model, followed(model, evidence, NOON), evidence, NOON), evidence, NOON)).toEqual({
    lands: [{ name: 'c', gauges: [{ sensor: 'r-c', mm10: near(5), mm60: near(10), share: 1 }], lossLeft: 0, onItsWay: near(2.25 * 48.6) }],
    // 1.35 m are 900 m³, and 2 cm on 1200 m² are 24.
    waters: [{ name: 'b', kind: 'basin', sensor: 'l-b', level: expect.objectContaining({ at: NOON, value: 1.35 }) as object, volume: near(900), capacity: 1800, doubt: near(24), unexplained: 0, flow: 10 }],
    conduits: [{ name: 'i', capacity: 200, inflow: near(101.25) }],
    watched: [{ name: 'Vejen', sensor: 'l-v', floodsAt: 1.15, level: expect.objectContaining({ value: 0.4 }) as object }],
    pumps: [{ name: 'p', sensor: 'p', condition: 'works', heardAt: NOON }],
    recipients: [],
  });
  // With the pump standing before water the outlet gives nothing.
  const stands = { ...evidence, pump: () => ({ samples: [...series([-1, 1], [0, 0])], staleAfter: 90_000 }), level: (id: string) => (id === 'l-b' ? { samples: steady(-60, 0, 1.35), staleAfter: 90_000 } : evidence.level(id)) };
  expect(workingsOf(model, followedTo(model, followed(model, stands, NOON), stands, NOON), stands, NOON)).toMatchObject({ waters: [{ flow: 0 }], pumps: [{ condition: 'stopped' }] });
});
