import { designStorm, indicativeDepth, millimetres, MINUTE, minutes, SECOND, seconds, shifted, years } from '@voldgrav/hydrology';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Town } from '@voldgrav/wire';
import { CatchmentNight, codesOf, takeOf } from './catchment-night.ts';
import { sampleTown } from './timeline.ts';

// Ådalen: 48.6 m³ for each mm, 0.6 mm loss, water down in 10 min; Ådalsbassinet: 1800 m³ on 1200 m² above 0.60 m, 10 l/s out. In what
// follows the true basin is a ledger: what falls arrives whole five minutes later, and 0.6 m³ a minute leave.
// Overmarken's water passes Åbroen too: its gauges must speak.
const UPSTREAM_DRY = { 'r-01': 0, 'r-02': 0 };
const LAND = 48.6;
const CAPACITY = 1800;
const DAY_LONG = '24:00';

/** Volumes of the true basin minute by minute. */
function ledger(rain: readonly number[], begins = 0): readonly number[] {
  let loss = 0.6;
  const runoff = rain.map((depth) => {
    const kept = Math.min(loss, depth);
    loss -= kept;
    return (depth - kept) * LAND;
  });
  let volume = begins;
  return rain.map((_, minute) => (volume = Math.min(CAPACITY, Math.max(0, volume + (runoff[minute - 5] ?? 0) - 0.6))));
}
const levelOf = (volume: number): number => 0.6 + volume / 1200;
const near = (value: number | undefined, expected: number, within: number) => expect(Math.abs((value ?? NaN) - expected), `${value} near ${expected}`).toBeLessThanOrEqual(within);

describe('storms over Ådalen', () => {
  let town: Town;
  beforeAll(async () => {
    town = await sampleTown();
  });

  /** A dry day, then this rain from midnight on, with every sensor at work. */
  function under(rain: readonly number[], begins = 0): CatchmentNight {
    const volumes = ledger(rain, begins);
    const until = `24:${String(rain.length).padStart(2, '0')}`;
    return new CatchmentNight(town)
      .says('12:00', DAY_LONG, 'rain_mm', { ...UPSTREAM_DRY, 'r-03': 0, 'r-04': 0 })
      .says('22:00', DAY_LONG, 'level_m', { 'l-aadalen': levelOf(begins), 'l-aadalsvej': 1.3, 'l-aabroen': 0.7 })
      .says(DAY_LONG, until, 'rain_mm', { ...UPSTREAM_DRY, 'r-03': (minute) => rain[minute - 1]!, 'r-04': (minute) => rain[minute - 1]! })
      .says(DAY_LONG, until, 'level_m', { 'l-aadalen': (minute) => levelOf(volumes[minute - 1]!), 'l-aadalsvej': 1.3, 'l-aabroen': 0.7 });
  }
  const clock = (minute: number): string => `24:${String(minute).padStart(2, '0')}`;
  const statesOver = (night: CatchmentNight, length: number) => night.through('aadalen', ...Array.from({ length: length / 5 }, (_, index) => clock((index + 1) * 5)));

  const design = (period: number) =>
    designStorm({ depth: (length) => indicativeDepth(length, years(period)), duration: minutes(240), step: minutes(5), peak: 0.5 }).flatMap((depth) => Array<number>(5).fill(depth / 5));

  it('T = 1: 19.8 mm leave it strained by six hours of heavy rain, never exhausted', () => {
    const states = statesOver(under(design(1)), 240);
    expect(states[0]?.state).toBe('ready');
    expect(states.map(({ state }) => state)).not.toContain('exhausted');
    expect(states.map(({ state }) => state)).not.toContain('unknown');
    // (19.82 − 0.6) · 48.6 − some 140 m³ = 790 m³, 24 m³ of doubt and 14 on their way; the surface is wet: (1800 − 828 + 0.54 · 370)/58.32 =
    // 20.1 mm in 6 h, and 17.0 in 30 min.
    const last = states.at(-1)!;
    expect(last.state).toBe('strained');
    near(takeOf(last, 360)?.low, 20.1, 0.3);
    near(takeOf(last, 30)?.low, 17, 0.3);
  });

  it('T = 10: 37.2 mm nearly fill it: strained, and never over', () => {
    const states = statesOver(under(design(10)), 240);
    expect(states.map(({ state }) => state)).not.toContain('unknown');
    // (37.25 − 0.6) · 48.6 = 1781 m³, less what leaves meanwhile: 1640 to 1700.
    near(takeOf(states.at(-1)!, 30)?.middle, 0.6 + (1800 - 1650 + 24) / LAND, 0.8);
    expect(states.at(-1)?.state).toBe('strained');
  });

  it('T = 100: exhausted before the water stands at the crest, by what is on its way', () => {
    const rain = design(100);
    const crest = ledger(rain).findIndex((volume) => volume >= CAPACITY) + 1;
    const states = statesOver(under(rain), 240);
    const exhausted = (states.findIndex(({ state }) => state === 'exhausted') + 1) * 5;
    expect(exhausted).toBeGreaterThan(crest - 15);
    expect(exhausted).toBeLessThanOrEqual(crest + 5);
    expect(states.slice(0, exhausted / 5 - 1).map(({ state }) => state)).toContain('strained');
  });

  it('a double peak: the first 20 mm leave room, the second do not', () => {
    const burst = Array<number>(10).fill(2);
    const states = statesOver(under([...burst, ...Array<number>(110).fill(0), ...burst, ...Array<number>(20).fill(0)]), 150);
    // 943 m³ after the first; two hours give back 72 and the second brings 967.
    expect(states.slice(0, 24).map(({ state }) => state)).not.toContain('exhausted');
    expect(states.slice(24).map(({ state }) => state)).toContain('exhausted');
  });

  it('a dead gauge is one voice less, and two are nobody who hears the rain', () => {
    const night = under(Array<number>(30).fill(0));
    night.says('24:30', '25:00', 'rain_mm', { ...UPSTREAM_DRY, 'r-04': 0 }).says('24:30', '26:00', 'level_m', { 'l-aadalen': 0.6, 'l-aadalsvej': 1.3, 'l-aabroen': 0.7 });
    expect(night.at('aadalen', '25:00')).toMatchObject({ state: 'ready', redundancy: { rainGauges: { speaking: 3, of: 4 } } });
    expect(night.at('aadalen', '25:00').redundancy.singlePoints).toContain('r-04');
    expect(night.at('aadalen', '25:30').state).toBe('unknown');
    expect(codesOf(night.at('aadalen', '25:30'))).toContain('gauges-silent');
  });

  it('a stuck level sensor: rain comes, the level rests, the answer is unknown and the model goes on', () => {
    const night = under(Array<number>(30).fill(0), 300)
      .says('24:30', '24:50', 'rain_mm', { 'r-03': 1, 'r-04': 1 })
      .says('24:30', '24:50', 'level_m', { 'l-aadalen': levelOf(300), 'l-aadalsvej': 1.3 });
    const answer = night.at('aadalen', '24:50');
    expect(answer.state).toBe('unknown');
    expect(answer.reasons[0]).toEqual({ code: 'level-stuck', name: 'Ådalsbassinet' });
    // (20 − 0.6) · 48.6 = 943 m³, of which 219 are on their way, and 300: 557 + 6 are left of 1800 in ten minutes.
    near(takeOf(answer, 10)?.middle, (1800 - 300 - 943 + 24) / LAND, 0.4);
  });

  it('a level that falls in the storm by a metre in a minute is not believed: 8.1 mm are left, not 34', () => {
    const rain = [...Array<number>(55).fill(0.5), ...Array<number>(4).fill(0)];
    const volumes = ledger(rain);
    const night = new CatchmentNight(town)
      .says('12:00', DAY_LONG, 'rain_mm', { ...UPSTREAM_DRY, 'r-03': 0, 'r-04': 0 })
      .says('22:00', DAY_LONG, 'level_m', { 'l-aadalen': 0.6, 'l-aadalsvej': 1.3, 'l-aabroen': 0.7 })
      .says(DAY_LONG, '24:59', 'rain_mm', { ...UPSTREAM_DRY, 'r-03': (minute) => rain[minute - 1]!, 'r-04': (minute) => rain[minute - 1]! })
      // From the fortieth minute on it stirs about 0.75 m.
      .says(DAY_LONG, '24:59', 'level_m', { 'l-aadalen': (minute) => (minute < 40 ? levelOf(volumes[minute - 1]!) : 0.75 + (minute % 3) * 0.003), 'l-aadalsvej': 1.3, 'l-aabroen': 0.7 });
    const answers = night.through('aadalen', '24:39', '24:40', '24:41', '24:45', '24:59');
    expect(answers.map(({ state }) => state)).toEqual(['strained', 'unknown', 'unknown', 'unknown', 'unknown']);
    for (const answer of answers.slice(1)) expect(answer).toMatchObject({ lastKnownState: 'strained', rankedAs: 'strained', reasons: [{ code: 'level-fell' }, { code: 'limit-below-reference' }, {}, ...answer.reasons.slice(3)] });
    // Of 27.5 mm 26.9 run off; (1800 − 1307 + 0.6 · 59)/48.6 = 10.9 mm are left, and the outlet gives back as much as 0.6 mm in what is asked about.
    near(takeOf(answers.at(-1)!, 30)?.middle, (CAPACITY - volumes.at(-1)! + 0.6 * 40) / LAND, 0.9);
  });

  it('a gauge that speaks once an hour speaks of the whole hour, though the model has gone on meanwhile', () => {
    const hourly = { ...town, sensors: town.sensors.map((sensor) => (['r-03', 'r-04'].includes(sensor.id) ? { ...sensor, expectedInterval: seconds(3600) } : sensor)) };
    const night = new CatchmentNight(hourly)
      .says('12:00', DAY_LONG, 'rain_mm', { ...UPSTREAM_DRY, 'r-03': 0, 'r-04': 0 })
      .says('22:00', DAY_LONG, 'level_m', { 'l-aadalen': levelOf(300) })
      .ticksTo('24:30')
      .ticksTo('24:59')
      .says('24:59', '25:00', 'rain_mm', { 'r-03': 6, 'r-04': 6 })
      .ticksTo('25:02');
    const answer = night.watch.catchmentReadiness().find(({ catchment }) => catchment === 'aadalen')!;
    // 5.4 mm ran off, 262 m³; the outlet takes 0.6 m³ a minute for the hour and the 20 minutes of ten more minutes of rain.
    near(takeOf(answer, 10)?.middle, (1800 - 300 - 262 + 49) / LAND, 0.4);
  });

  it('a place may say how old its water level may be, and which rains the town wants to be able to take', () => {
    const said = (change: Partial<Town>) =>
      new CatchmentNight({ ...town, ...change })
        .says('22:00', '24:10', 'rain_mm', { ...UPSTREAM_DRY, 'r-03': 0, 'r-04': 0 })
        .says('22:00', DAY_LONG, 'level_m', { 'l-aadalen': 0.6, 'l-aadalsvej': 1.3 })
        .at('aadalen', '24:10');
    const patient = town.assets.map((asset) => (asset.id === 'b-aadalen' || asset.id === 'v-aadalsvej' ? { ...asset, unknownAfter: minutes(10) } : asset));
    // The sensor speaks every 30 s: three of its intervals are 90 s.
    expect(said({}).state).toBe('unknown');
    expect(said({ assets: patient }).state).toBe('ready');
    // Empty, an hour's low end is 0.6 + (1800 − 24 + …)/58.32, some 31 mm.
    const strained = said({ assets: patient, referenceRains: [{ minutes: minutes(60), depth: millimetres(40) }] });
    expect(strained.state).toBe('strained');
    expect(strained.reasons[0]).toMatchObject({ code: 'limit-below-reference', minutes: 60, reference: 40 });
  });

  it('nobody begins a step by its last moment: it is escalated, until somebody does', () => {
    // 800 m³ and 0.4 mm a minute, 19 m³ of water: 15 mm in 30 min are left at 1100 m³, some 20 minutes past; full at worst, by 23 m³ a minute, half an
    // hour later, and the pump needs 20 minutes.
    const night = under(Array<number>(40).fill(0.4), 800);
    // Whoever was on duty saw the alert in time.
    const alert = () => night.watch.liveAlerts().find(({ rule }) => rule === 'aadalen-can-take')!;
    night.watch.acknowledge(alert().id, { at: night.time('24:25'), by: 'Mona' });
    const severity = alert().severity;
    expect(alert()).toMatchObject({ state: 'acknowledged' });
    night.ticksTo('24:40');
    const told = () => night.watch.catchmentReadiness().find(({ catchment }) => catchment === 'aadalen')!;
    const decision = told().latestDecisions.find(({ resource }) => resource === 'pumpe-1')!;
    expect(decision.limit).toBe('b-aadalen');
    expect(decision.at).toBeLessThan(night.time('24:40'));
    expect(decision.at).toBeGreaterThan(night.time('24:25'));
    expect(told().escalations).toMatchObject([{ action: decision.action, limit: 'b-aadalen' }]);
    expect(codesOf(told())).toContain('nobody-began');
    expect(alert()).toMatchObject({ state: 'new', severity: Math.min(3, severity + 1), neglected: { action: decision.action, since: told().escalations[0]!.since } });
    night.watch.acknowledge(alert().id, { at: night.time('24:40'), by: 'Mona' });
    expect(alert()).toMatchObject({ state: 'acknowledged', severity: Math.min(3, severity + 1) });
    night.watch.takeStep('begin', { action: decision.action, step: decision.step, at: night.time('24:40'), by: 'Mona' });
    night.ticksTo('24:41');
    expect(told().escalations).toEqual([]);
    expect(alert()).toMatchObject({ state: 'acknowledged', severity });
    expect(alert()).not.toHaveProperty('neglected');
    expect(told().latestDecisions.find(({ resource }) => resource === 'pumpe-1')?.begunAt).toBe(night.time('24:40'));
    night.watch.takeStep('end', { action: decision.action, step: decision.step, at: night.time('24:41'), by: 'Mona' });
    night.ticksTo('24:42');
    expect(told().escalations).toHaveLength(1);
  });

  /** The basin empty and the stream low until one o'clock; the road's level rises from 1.30 m over ten minutes, is then silent for half an hour, and 1.50 m at 24:50. */
  const roadRisingTo = (top: number) =>
    new CatchmentNight(town)
      .says('12:00', '25:00', 'rain_mm', { ...UPSTREAM_DRY, 'r-03': 0, 'r-04': 0 })
      .says('22:00', '25:00', 'level_m', { 'l-aadalen': 0.6, 'l-aabroen': 0.7 })
      .says('23:00', DAY_LONG, 'level_m', { 'l-aadalsvej': 1.3 })
      .says(DAY_LONG, '24:10', 'level_m', { 'l-aadalsvej': (minute) => 1.3 + ((top - 1.3) * minute) / 10 })
      .says('24:49', '24:50', 'level_m', { 'l-aadalsvej': 1.5 })
      .through('aadalen', '24:10', '24:40', '24:50');

  it('a flooded road whose sensor drowns stays flooded until a usable level says otherwise', () => {
    // Ådalsvej floods at 1.95 m.
    const [flooded, drowned, back] = roadRisingTo(2.1);
    expect(flooded?.state).toBe('exhausted');
    expect(drowned).toMatchObject({ state: 'unknown', lastKnownState: 'exhausted', rankedAs: 'exhausted' });
    expect(drowned?.reasons.slice(0, 2)).toEqual([
      { code: 'watch-lost', name: 'Ådalsvej ved Åbroen', minutesOld: 30, level: 2.1 },
      { code: 'limit-reached', name: 'Ådalsvej ved Åbroen' },
    ]);
    expect(drowned?.canTake.map(({ high }) => high)).toEqual(Array(8).fill(0));
    expect(back?.state).toBe('ready');
  });

  it('a road that was not flooded when it fell silent makes the answer unknown, not exhausted', () => {
    const [dry, silent, back] = roadRisingTo(1.9);
    expect(dry?.state).toBe('ready');
    expect(silent).toMatchObject({ state: 'unknown', rankedAs: 'ready', reasons: [{ code: 'watch-lost', level: 1.9 }, { code: 'takes-reference-rains' }] });
    // The basin's sensor, the road's, the stream's and that of Overmarken above it: the road's is silent, and Overmarken's was never heard.
    expect(silent?.redundancy.levelSensors).toEqual({ speaking: 2, of: 4 });
    expect(back?.state).toBe('ready');
  });

  it('a road’s silence is told within seconds, though nothing else is heard', () => {
    const patient = town.assets.map((asset) => (asset.id === 'b-aadalen' ? { ...asset, unknownAfter: minutes(10) } : asset));
    const night = new CatchmentNight({ ...town, assets: patient })
      .says('12:00', DAY_LONG, 'rain_mm', { ...UPSTREAM_DRY, 'r-03': 0, 'r-04': 0 })
      .says('22:00', DAY_LONG, 'level_m', { 'l-aadalen': 0.6, 'l-aadalsvej': 1.3 });
    const told = () => night.watch.catchmentReadiness().find(({ catchment }) => catchment === 'aadalen')!;
    // The road's sensor speaks every 30 s and is silent 90 s after midnight; a gauge may be for three minutes.
    for (let second = -60; second <= 90; second += 1) night.watch.tick(shifted(night.time(DAY_LONG), second * SECOND));
    expect(told().state).toBe('ready');
    for (let second = 91; second <= 93; second += 1) night.watch.tick(shifted(night.time(DAY_LONG), second * SECOND));
    expect(told()).toMatchObject({ state: 'unknown', reasons: [{ code: 'watch-lost', name: 'Ådalsvej ved Åbroen' }, {}, {}] });
  });

  it('a silent stream leaves Ådalen known, whose basin is full long before, and its land named', () => {
    const night = new CatchmentNight(town)
      .says('12:00', '24:30', 'rain_mm', { ...UPSTREAM_DRY, 'r-03': 0, 'r-04': 0 })
      .says('22:00', '24:30', 'level_m', { 'l-aadalen': 0.6, 'l-aadalsvej': 1.3 })
      .says('22:00', DAY_LONG, 'level_m', { 'l-aabroen': 0.7 });
    expect(night.at('aadalen', '24:30')).toMatchObject({ state: 'ready', reasons: [{ code: 'takes-reference-rains' }, { code: 'watch-lost', name: 'Møllebækken ved Åbroen', minutesOld: 30 }] });
  });

  it('silent gauges upstream are not dry weather: told, and unknown once the worst rain may have filled the stream, until one of them speaks', () => {
    const night = new CatchmentNight(town)
      .says('12:00', '25:00', 'rain_mm', { 'r-03': 0, 'r-04': 0 })
      .says('12:00', DAY_LONG, 'rain_mm', UPSTREAM_DRY)
      .says('22:00', '25:00', 'level_m', { 'l-aadalen': 0.6, 'l-aadalsvej': 1.3, 'l-aabroen': 0.7 })
      .says('24:59', '25:00', 'rain_mm', { 'r-01': 0 });
    const [heard, soon, silent, back] = night.through('aadalen', DAY_LONG, '24:10', '24:40', '25:00');
    expect(heard).toMatchObject({ state: 'ready', redundancy: { rainGauges: { speaking: 4, of: 4 } } });
    // In ten minutes the worst rain of the table brings 22.5 mm. The soil is full to 0.4, so that of 4195 m³/mm 0.4³ to 0.59³ run off, an eighth, beside 87 m³/mm from what is
    // hard: 14 000 m³, a fifth more, of which 1 in 180 comes each minute: 1.5 m³/s, and Åbroen carries 2.75. In 40 minutes it brings 34.6 mm: twice as much, and strains it.
    expect(soon).toMatchObject({ state: 'ready', reasons: [{ code: 'takes-reference-rains' }, { code: 'land-unheard', name: 'Overmarken' }, { code: 'rain-incomplete' }] });
    expect(silent).toMatchObject({ state: 'unknown', lastKnownState: 'ready', redundancy: { rainGauges: { speaking: 2, of: 4 } } });
    expect(silent?.reasons[0]).toEqual({ code: 'land-unheard', name: 'Overmarken' });
    // Of the last hour each of the two spoke for 20 minutes: less than half counts for nothing.
    expect(silent?.reasons).toContainEqual({ code: 'rain-incomplete', share: 0 });
    expect(back).toMatchObject({ state: 'ready', redundancy: { rainGauges: { speaking: 3, of: 4 } } });
    expect(back?.redundancy.singlePoints).toContain('r-01');
  });

  it('late rain: what was thought dry is not, once it is heard', () => {
    const night = under(Array<number>(30).fill(0), 300);
    // The level sensor is silent since 24:30; only the rain tells.
    night.says('24:30', '25:00', 'rain_mm', { 'r-03': 0 }, 0);
    const before = takeOf(night.at('aadalen', '25:00'), 30)!.middle;
    night.says('24:30', '24:50', 'rain_mm', { 'r-04': 1 }, 40);
    // r-03 said dry, r-04 says 20 mm: the mean is 10 mm, 9.4 of them run off.
    near(before - takeOf(night.at('aadalen', '25:00'), 30)!.middle, 9.4, 0.7);
  });

  it('a clock jump changes nothing: six hours ahead it is unknown, back again it is what it was', () => {
    const night = under(Array<number>(30).fill(0)).ticksTo('24:30');
    const told = () => night.watch.catchmentReadiness().find(({ catchment }) => catchment === 'aadalen');
    const before = told();
    night.ticksTo('30:30');
    expect(told()).toMatchObject({ state: 'unknown', lastKnownState: 'ready' });
    night.ticksTo('24:31');
    expect(told()?.state).toBe(before?.state);
    near(takeOf(told()!, 30)?.middle, takeOf(before!, 30)!.middle, 0.1);
  });

  it('a snow day: nothing falls by the gauges, and the melt is more than rain explains', () => {
    const night = under(Array<number>(30).fill(0), 300);
    expect(night.at('aadalen', '24:30').state).toBe('ready');
    // 4 m³ a minute from no rain at all.
    night.says('24:30', '25:10', 'rain_mm', { ...UPSTREAM_DRY, 'r-03': 0, 'r-04': 0 }).says('24:30', '25:10', 'level_m', { 'l-aadalen': (minute) => levelOf(300 + 4 * minute), 'l-aadalsvej': 1.3 });
    const answer = night.at('aadalen', '25:10');
    expect(codesOf(answer)).toContain('more-than-rain');
    // It is measured all the same: 460 m³ of 1800.
    near(takeOf(answer, 30)?.middle, 0.6 + (1340 + 24) / LAND, 0.3);
  });

  it('a forecast strains it, and withdrawn it is none: null, not 0', () => {
    const night = under(Array<number>(30).fill(0), 300).ticksTo('24:30');
    const told = () => night.watch.catchmentReadiness().find(({ catchment }) => catchment === 'aadalen');
    expect(told()).toMatchObject({ state: 'ready', coming: null });
    const forecast = { kind: 'rain', source: 'nowcast', catchment: 'aadalen', issuedAt: night.time('24:30') } as const;
    const step = { from: night.time('24:30'), to: shifted(night.time('24:30'), 60 * MINUTE), mm: millimetres(20), highMm: millimetres(45) };
    night.watch.coming.forecast({ ...forecast, steps: [step] }, night.time('24:30'));
    // The clock's minute before 24:31 looks at it again.
    expect(night.ticksTo('24:31').watch.catchmentReadiness().find(({ catchment }) => catchment === 'aadalen')).toMatchObject({ state: 'strained', coming: { highMm: expect.closeTo(45 * (59 / 60), 0.4) as number } });
    night.watch.coming.forecast({ ...forecast, issuedAt: night.time('24:31'), steps: [] }, night.time('24:31'));
    night.ticksTo('24:32');
    expect(told()).toMatchObject({ coming: null });
  });

  it('a dry nowcast of half an hour does not hide the wet hours that a longer forecast still sees', () => {
    const night = under(Array<number>(30).fill(0), 300);
    const dawn = night.time('24:30');
    const over = (source: string, issued: number, length: number, mm: number) =>
      night.watch.coming.forecast({ kind: 'rain', source, catchment: 'aadalen', issuedAt: shifted(dawn, issued * MINUTE), steps: [{ from: dawn, to: shifted(dawn, length * MINUTE), mm: millimetres(mm) }] }, dawn);
    over('model', -60, 360, 60);
    over('radar', 0, 30, 0);
    // Each source is taken at its own word: the model's 60 mm are not less because a radar sees half an hour of none.
    expect(night.at('aadalen', '24:30')).toMatchObject({ state: 'strained', coming: { mm: expect.closeTo(60, 6) as number, until: shifted(dawn, 360 * MINUTE) } });
  });

  it('of a moment of the past only that counts which had been said and begun by then', () => {
    const night = under(Array<number>(20).fill(0.75), 1300).ticksTo('24:20');
    const rain = { kind: 'rain', source: 'nowcast', catchment: 'aadalen' } as const;
    const step = { from: night.time('24:00'), to: night.time('25:00'), mm: millimetres(30) };
    night.watch.coming.forecast({ ...rain, issuedAt: night.time('24:10'), steps: [step] }, night.time('24:10'));
    night.watch.coming.forecast({ ...rain, issuedAt: night.time('24:15'), steps: [] }, night.time('24:15'));
    // Half a mm a minute: 48 minutes of it are left at 24:12.
    expect(night.through('aadalen', '24:09', '24:12', '24:16').map(({ coming }) => coming?.mm)).toEqual([undefined, expect.closeTo(24, 6), undefined]);
    const [pump] = night.at('aadalen', '24:20').latestDecisions.filter(({ resource }) => resource === 'pumpe-1');
    night.watch.takeStep('begin', { action: pump!.action, step: pump!.step, at: night.time('24:19'), by: 'Mona' });
    const begun = night.through('aadalen', '24:18', '24:20');
    expect(begun.map(({ latestDecisions }) => latestDecisions.find(({ resource }) => resource === 'pumpe-1')?.begunAt)).toEqual([undefined, night.time('24:19')]);
    expect(begun.map((each) => codesOf(each).includes('nobody-began'))).toEqual([true, false]);
    // Ended since, it was under way then.
    night.watch.takeStep('end', { action: pump!.action, step: pump!.step, at: night.time('24:21'), by: 'Mona' });
    expect(night.at('aadalen', '24:20').latestDecisions.find(({ resource }) => resource === 'pumpe-1')?.begunAt).toBe(night.time('24:19'));
  });

  it('the high sea shuts an outlet that leads to it', () => {
    const led = { ...town, network: town.network.map((link) => (link.from === 'b-aadalen' ? { ...link, to: 'fjorden' } : link)) };
    const night = (tide: number) =>
      new CatchmentNight(led)
        .says('22:00', DAY_LONG, 'rain_mm', { ...UPSTREAM_DRY, 'r-03': 0, 'r-04': 0 })
        .says('22:00', DAY_LONG, 'level_m', { 'l-aadalen': 1.35, 'l-aadalsvej': 1.3, 'tide-01': tide })
        .at('aadalen', DAY_LONG);
    expect(codesOf(night(1.2))).toContain('outlet-shut');
    // 900 m³ of room whatever the duration, against 0.6 m³ more for each minute.
    near(takeOf(night(1.2), 360)?.middle, 0.6 + 900 / LAND, 0.15);
    near(takeOf(night(0.1), 360)?.middle, 23.6, 0.15);
  });

  it('an upstream basin that is full spills into the next', () => {
    const chained: Town = {
      ...town,
      network: town.network.map((link) => (link.from === 'b-aadalen' ? { ...link, to: 'b-vestbyen' } : link)),
      assets: town.assets.map((asset) => (asset.id === 'b-aadalen' ? { ...asset, overflowTo: 'b-vestbyen' } : asset)),
    };
    const night = (upstream: number) =>
      new CatchmentNight(chained)
        .says('22:00', DAY_LONG, 'rain_mm', { 'r-03': 0, 'r-04': 0, 'r-05': 0, 'r-06': 0 })
        .says('22:00', DAY_LONG, 'level_m', { 'l-aadalen': upstream, 'l-vestbyen': 0.4 })
        .at('vestbyen', DAY_LONG);
    // 139.86 m³/mm into 1800 with 28 l/s for 45 min; from upstream up to 27 m³ by the outlet, and everything when it is full.
    near(takeOf(night(0.6), 30)?.middle, 0.6 + (1800 + 75.6 - 20) / 139.86, 0.35);
    near(takeOf(night(2.1), 30)?.middle, 0.6 + (1800 + 75.6 - 24) / (139.86 + LAND), 0.35);
    expect(takeOf(night(2.1), 30)?.limit.asset).toBe('b-vestbyen');
  });
});

describe('Havnen and Overmarken', () => {
  let town: Town;
  beforeAll(async () => {
    town = await sampleTown();
  });

  // 100.8 m³/mm; the chamber holds 4900 m³, 1600 to −1.40 m and 1650 to the metre above; the pump gives 20 l/s from −1.48 m.
  const harbour = (night: CatchmentNight, from: string, to: string, level: number, pump: number) =>
    night
      .says(from, to, 'rain_mm', { 'r-10': 0, 'r-11': 0 })
      .says(from, to, 'level_m', { 'l-havnen': level, 'l-havnegade': 0.6, 'tide-01': 0.1 })
      .says(from, to, 'pump_on', { 'p-havnen': pump });

  it('20 mm in 10 min on an empty basin: the inlets on Havnegade are first, at 12.1 mm', () => {
    const answer = harbour(new CatchmentNight(town), '09:00', '12:00', -2.4, 0).at('havnen', '12:00');
    const take = takeOf(answer, 10);
    // 3.024 reduced hectares: (R − 0.6) mm in 10 min are 50.4 l/s each; 580 l/s.
    near(take?.middle, 0.6 + 580 / 50.4, 0.1);
    expect(take?.limit).toMatchObject({ name: 'Indløbene på Havnegade', floods: 'v-havnegade' });
    expect(takeOf(answer, 1440)?.limit.asset).toBe('b-havnen');
  });

  it('a pump stops in dry weather: millimetres fall; then its level sensor fails: unknown, never milder', () => {
    const night = harbour(new CatchmentNight(town), '08:00', '11:00', -1, 1);
    harbour(night, '11:00', '11:30', -1, 0);
    night.says('11:30', '12:30', 'rain_mm', { 'r-10': 0, 'r-11': 0 }).says('11:30', '12:30', 'pump_on', { 'p-havnen': 0 });
    const [runs, stands, blind] = night.through('havnen', '11:00', '11:30', '12:30');
    // 2260 m³: 0.6 + (2640 + 1.2 · 360 to 370)/100.8 = 31.1 mm in 6 h; with the pump standing 0.6 + 2640/100.8 = 26.8.
    near(takeOf(runs!, 360)?.middle, 31.1, 0.15);
    near(takeOf(stands!, 360)?.middle, 26.8, 0.25);
    expect(runs?.state).toBe('ready');
    expect(stands?.state).toBe('strained');
    expect(codesOf(stands!)).toContain('pump-stopped');
    expect(blind).toMatchObject({ state: 'unknown', lastKnownState: 'strained', rankedAs: 'strained', latestDecisions: [] });
    expect(takeOf(blind!, 360)!.low).toBeLessThanOrEqual(takeOf(stands!, 360)!.low + 0.1);
  });

  it('a stopped pump whose own sensor falls silent is stopped still, until it is heard to run', () => {
    const night = harbour(new CatchmentNight(town), '08:00', '11:00', -1, 1);
    harbour(night, '11:00', '11:30', -1, 0);
    night
      .says('11:30', '12:30', 'rain_mm', { 'r-10': 0, 'r-11': 0 })
      .says('11:30', '12:30', 'level_m', { 'l-havnen': -1, 'l-havnegade': 0.6, 'tide-01': 0.1 })
      .says('12:29', '12:30', 'pump_on', { 'p-havnen': 1 });
    const [silent, runs] = night.through('havnen', '12:29', '12:30');
    // As while it stood and said so: 0.6 + 2640/100.8 = 26.8 mm in 6 h, and no more than that for want of its word.
    near(takeOf(silent!, 360)?.middle, 26.8, 0.25);
    expect(silent?.reasons).toContainEqual({ code: 'pump-unheard', name: expect.stringContaining('umpe') as string, wasStopped: true });
    expect(silent?.state).toBe('strained');
    near(takeOf(runs!, 360)?.middle, 31.1, 0.25);
  });

  it('a rural stream answers in hours, and takes less when the soil is wet', () => {
    const night = (mmAnHour: number) =>
      new CatchmentNight(town)
        .says('08:00', DAY_LONG, 'rain_mm', { 'r-01': mmAnHour / 60, 'r-02': mmAnHour / 60 })
        .says('23:00', DAY_LONG, 'level_m', { 'l-overmarken': 2.3 })
        .at('overmarken', DAY_LONG);
    const [dry, wet] = [night(0), night(3)];
    expect(takeOf(dry, 1440)?.limit.asset).toBe('s-overmarken');
    expect(takeOf(wet, 360)!.middle).toBeLessThan(takeOf(dry, 360)!.middle - 5);
    // Half an hour of rain reaches the stream over hours: it can take far more of it than its bank-full flow would let through at once.
    const atOnce = (2670 - 50) / (4370 * 0.04 * 0.5 + 4370 * 0.96) / (1 / 0.06) * 30;
    expect(takeOf(wet, 30)!.middle).toBeGreaterThan(2 * atOnce);
  });

  it('a rural catchment remembers the weeks before: soil as wet as it can be takes less than the usual 40 %', () => {
    const night = new CatchmentNight(town).says('08:00', DAY_LONG, 'rain_mm', { 'r-01': 0, 'r-02': 0 }).says('23:00', DAY_LONG, 'level_m', { 'l-overmarken': 2.3 });
    const usual = takeOf(night.at('overmarken', DAY_LONG), 1440)!.middle;
    const soil = town.catchments.find(({ id }) => id === 'overmarken')!.soil!;
    night.watch.rememberSoil('overmarken', [{ at: night.time('-01:00'), mm: soil.capacity }]);
    expect(takeOf(night.at('overmarken', DAY_LONG), 1440)!.middle).toBeLessThan(usual - 10);
    // Nothing is remembered of the hours before: as usual again.
    night.watch.rememberSoil('overmarken', [{ at: night.time('-10:00'), mm: soil.capacity }]);
    expect(takeOf(night.at('overmarken', DAY_LONG), 1440)!.middle).toBeCloseTo(usual, 6);
  });
});
