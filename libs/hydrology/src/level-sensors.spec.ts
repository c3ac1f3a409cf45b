import { describe, expect, it } from 'vitest';
import { depthFromPressure } from './depth-from-pressure.ts';
import { instant } from './instant.ts';
import { distanceFromEcho, levelFromDistance } from './level-from-distance.ts';
import { type LevelSurvey, surveyAt } from './level-survey.ts';
import { degreesCelsius, hectopascals, metres, metresAboveDatum, milliamperes, seconds } from './units.ts';
import { valueFromCurrent } from './value-from-current.ts';

// Figures from domain.md §3.2.
describe('what a level sensor says, as a water level', () => {
  it('is the sensor less the distance down', () => {
    expect(levelFromDistance(metresAboveDatum(3.45), metres(2.024))).toBeCloseTo(1.426, 12);
  });

  it('takes the speed of sound at the temperature of the air', () => {
    const echo = seconds(0.012);
    const [cold, warm] = [distanceFromEcho(echo, degreesCelsius(10)), distanceFromEcho(echo, degreesCelsius(20))];
    expect(cold).toBeCloseTo(2.0242, 4);
    expect(warm).toBeCloseTo(2.0605, 4);
    expect(cold / warm).toBeCloseTo(0.98235, 5);
  });

  it('turns 100 hPa into 1.020 m of fresh water', () => {
    expect(depthFromPressure(hectopascals(100))).toBeCloseTo(1.01967, 5);
    expect(depthFromPressure(hectopascals(100), { gravity: 9.82 })).toBeCloseTo(1.01864, 5);
  });

  it('takes the barometer off what an unvented sensor feels; 1 hPa amiss there is 1.02 cm', () => {
    const over = (barometer: number) => depthFromPressure(hectopascals(1113), { barometer: hectopascals(barometer) });
    expect(over(1013)).toBeCloseTo(1.01967, 5);
    expect(over(1012) - over(1013)).toBeCloseTo(0.0102, 4);
  });

  it.each([
    [12, 2.5],
    [4, 0],
    [20, 5],
    [3.6, -0.125],
    [21, 5.3125],
    [3.59, undefined],
    [21.01, undefined],
    [0, undefined],
    [NaN, undefined],
  ])('reads %f mA on a 5 m loop as %f', (current, value) => {
    const read = valueFromCurrent(milliamperes(current), { zero: 0, span: 5 });
    if (value === undefined) expect(read).toBeUndefined();
    else expect(read).toBeCloseTo(value, 12);
  });
});

// Trap 9: level relative to the sensor against DVR90; a re-survey without dates.
describe('a re-survey', () => {
  const moved = instant(Date.UTC(2025, 4, 1));
  const survey = (sensorLevel: number, dates: Pick<LevelSurvey, 'validFrom' | 'validTo'>): LevelSurvey => ({ sensorLevel: metresAboveDatum(sensorLevel), datum: 'DVR90', ...dates });
  const surveys = [survey(3.45, { validFrom: instant(Date.UTC(2020, 0, 1)) }), survey(3.5, { validFrom: moved })];

  it('does not rewrite what was measured before it', () => {
    expect(surveyAt(surveys, instant(moved - 1))?.sensorLevel).toBe(3.45);
    expect(surveyAt(surveys, moved)?.sensorLevel).toBe(3.5);
  });

  it('leaves a time that no survey covers without a level', () => {
    expect(surveyAt(surveys, instant(Date.UTC(2019, 11, 31)))).toBeUndefined();
    const ended = survey(3.45, { validFrom: instant(0), validTo: moved });
    expect(surveyAt([ended], moved)).toBeUndefined();
  });
});
