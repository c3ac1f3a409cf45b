import type { CatchmentAssessment } from '@voldgrav/readiness';
import type { Town } from '@voldgrav/wire';
import { beforeAll, describe, expect, it } from 'vitest';
import { CatchmentNight, codesOf } from './catchment-night.ts';
import { sampleTown } from './timeline.ts';

// Ådalsbassinet: 1200 m² and 10 l/s out. From 1.90 m to 0.70 m are 1440 m³; in 26 h its outlet takes 936, 1030 at the most, and two words may be 96 m³ apart.
describe('a level that fell more than a day ago by more than has left since', () => {
  let town: Town;
  beforeAll(async () => {
    town = await sampleTown();
  });

  const GAUGES = { 'r-01': 0, 'r-02': 0, 'r-03': 0, 'r-04': 0 };
  const OTHERS = { 'l-aadalsvej': 1.3, 'l-aabroen': 0.7 };
  const clock = (hour: number): string => `${hour}:00`;
  const told = (night: CatchmentNight) => night.watch.catchmentReadiness().find(({ catchment }) => catchment === 'aadalen')!;

  /** Its level is 1.90 m until midnight and 0.70 m from then on; each hour is heard and looked at, from 23:00 or later. */
  function heard(night: CatchmentNight, from: number, told: (hour: number) => void = () => undefined): CatchmentNight {
    for (let hour = from; hour < 50; hour += 1) {
      // What r-03 says of the last hour comes late.
      const { 'r-03': last, ...spoken } = GAUGES;
      night
        .says(clock(hour), clock(hour + 1), 'rain_mm', spoken)
        .says(clock(hour), clock(hour === 49 ? hour : hour + 1), 'rain_mm', { 'r-03': last })
        .says(clock(hour), clock(hour + 1), 'level_m', { 'l-aadalen': hour < 24 ? 1.9 : 0.7, ...OTHERS })
        .ticksTo(clock(hour + 1));
      told(hour + 1);
    }
    return night;
  }

  it('is not believed either when something comes late and the water is followed anew, nor after a restart by who was told of it', () => {
    let known: CatchmentAssessment['held'];
    const night = new CatchmentNight(town);
    heard(night, 23, (hour) => (known = hour === 46 ? told(night).held : known));
    expect(codesOf(told(night))).toContain('level-fell');
    night.says('49:00', '49:01', 'rain_mm', { 'r-03': 0 }, 59).ticksTo('50:01');
    expect(told(night)).toMatchObject({ state: 'unknown', reasons: [{ code: 'level-fell' }, ...told(night).reasons.slice(1)] });

    expect(known).toMatchObject([{ basin: 'b-aadalen', fellTo: 0.7 }]);
    // The journal is gone through for a day; what was told some hours before is remembered.
    const restarted = () => heard(new CatchmentNight(town), 26);
    const reminded = restarted();
    reminded.watch.rememberHeld(known!);
    expect(codesOf(told(reminded.ticksTo('50:01')))).toContain('level-fell');
    expect(codesOf(told(restarted().ticksTo('50:01')))).not.toContain('level-fell');
  });
});
