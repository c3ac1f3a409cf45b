import { type Instant, MINUTE, shifted } from '@voldgrav/hydrology';
import { expect, it } from 'vitest';
import { catchmentModel } from './catchment-model.ts';
import type { CatchmentEvidence } from './catchment-evidence.ts';
import { followed, followedOn } from './follow.ts';
import { type HeldVolume, heldVolumes } from './held-volume.ts';
import { levelDisbelief } from './model-track.ts';
import { basin, drained, evidenceOf, land, NOON, steady } from './small-catchments.ts';

const TOWN = drained([land('c')], [basin('b', 'c')], [{ from: 'c', to: 'b' }]);
const MODEL = catchmentModel(TOWN.catchments[0]!, TOWN);
const PART = MODEL.plan.index.get('b')!;
const FELL = -1560;
const dry = evidenceOf({ rain: { 'r-c': steady(-3000, 0, 0) }, levels: { 'l-b': [...steady(-1620, FELL, 1.9), ...steady(FELL + 1, 0, 0.7)] } });
const at = (minute: number): Instant => shifted(NOON, minute * MINUTE);

// 1.9 m are 1560 m³ and 0.7 m are 120. The outlet takes 0.6 m³ a minute: in 26 h 936, a tenth more at the most, 1030, and two words may be 96 apart.
it('a level that fell by 1440 m³ more than a day ago is disbelieved by who remembers it, and by nobody else', () => {
  const then = followed(MODEL, dry, at(FELL + 60));
  const [held] = heldVolumes(MODEL, then);
  expect(held).toMatchObject({ basin: 'b', at: at(FELL + 60), heard: expect.closeTo(1560, 6) as number, left: expect.closeTo(36, 6) as number, fellTo: 0.7 });
  // The outlet takes 0.6 m³ before each word that puts it back, not wholly.
  expect(Math.abs(held!.volume - (1560 - 36))).toBeLessThan(1);
  const forgotten = followed(MODEL, dry, NOON);
  expect(levelDisbelief(MODEL, forgotten, PART)).toBeUndefined();

  const remembering = (known: HeldVolume): CatchmentEvidence => ({ ...dry, held: (id, { after, until }) => (id === 'b' && known.at > after && known.at <= until ? known : undefined) });
  const led = followedOn(MODEL, then, dry, at(-1200));
  const [later] = heldVolumes(MODEL, led);
  const remembered = followed(MODEL, remembering(later!), NOON);
  expect(levelDisbelief(MODEL, remembered, PART)).toBe('fell');
  // 936 m³ have left: 624 are there, as whoever had followed it all along knows.
  expect(Math.abs(remembered.drainage.volume[PART]! - (1560 - 936))).toBeLessThan(1);
  expect(remembered.drainage.volume[PART]).toBeCloseTo(followedOn(MODEL, then, dry, NOON).drainage.volume[PART]!, 6);
});

it('nothing is held on to of a level that is believed', () => {
  expect(heldVolumes(MODEL, followed(MODEL, evidenceOf({ rain: {}, levels: { 'l-b': steady(-60, 0, 1) } }), NOON))).toEqual([]);
});
