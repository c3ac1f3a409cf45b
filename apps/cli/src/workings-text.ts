import { type Instant, isoOf, type OutletLaw } from '@voldgrav/hydrology';
import { AREA_UNCERTAINTY, LEVEL_ACCURACY, OUTLET_UNCERTAINTY, REFERENCE_RAINS, type RainForecast, type WaterWorkings, type Workings } from '@voldgrav/readiness';
import type { Town } from '@voldgrav/wire';
import type { Tongue } from './tongue.ts';

/** What an answer was reckoned from, line by line: what each sensor said and when, where the water is by that, and what the ends of the range stand for. */
export function workingsText({ lands, waters, conduits, watched, pumps, recipients }: Workings, town: Town, tongue: Tongue): readonly string[] {
  const { say, number } = tongue;
  return [
    say('Regn seneste 10 og 60 min efter hver måler, og hvor meget af timen den fortalte om:', 'Rain of the last 10 and 60 min by each gauge, and how much of the hour it told of:'),
    ...lands.map(({ name, gauges, lossLeft, onItsWay, soil }) => `  ${name}: ${[
      ...gauges.map(({ sensor, mm10, mm60, share }) => `${sensor} ${number(mm10)} ${say('og', 'and')} ${number(mm60)} mm (${Math.round(share * 100)} %)`),
      say(`overfladen holder ${number(lossLeft)} mm tilbage, før noget løber af`, `the surface holds ${number(lossLeft)} mm back before anything runs off`),
      say(`${number(onItsWay, 0)} m³ på vej`, `${number(onItsWay, 0)} m³ on their way`),
      ...(soil === undefined ? [] : [say(`${number(soil.mm, 0)} af ${number(soil.capacity, 0)} mm i jorden`, `${number(soil.mm, 0)} of ${number(soil.capacity, 0)} mm in the soil`)]),
    ].join('; ')}`),
    '',
    say(`Vandet efter modellen, rettet efter vandstandsmålerne (m ${town.datum}):`, `The water by the model, as the level sensors have corrected it (m ${town.datum}):`),
    ...waters.map((water) => `  ${waterText(water, town, tongue)}`),
    ...conduits.map(({ name, capacity, inflow }) => say(`  ${name}: ${number(inflow, 0)} af ${number(capacity, 0)} l/s`, `  ${name}: ${number(inflow, 0)} of ${number(capacity, 0)} l/s`)),
    ...watched.map(({ name, sensor, floodsAt, level }) => `  ${name} (${sensor}): ${level === undefined ? say('aldrig målt', 'never heard') : `${number(level.value, 2)} m${heardText(level.at, tongue)}`}; ${say(`oversvømmer ved ${number(floodsAt, 2)} m`, `floods at ${number(floodsAt, 2)} m`)}`),
    ...pumps.map(({ name, sensor, condition, heardAt }) => `  ${name} (${sensor}): ${{ works: say('kører, eller har intet at pumpe', 'works, or has nothing to pump'), stopped: say('står stille, selv om der er vand', 'stands still though there is water'), unheard: say('høres ikke', 'is not heard') }[condition]}${heardText(heardAt, tongue)}`),
    ...recipients.map(({ name, sensor, level }) => `  ${name} (${sensor}): ${level === undefined ? say('aldrig målt', 'never heard') : `${number(level.value, 2)} m${heardText(level.at, tongue)}`}`),
    '',
    say(
      `Spændet regner med: areal ±${number(AREA_UNCERTAINTY * 100, 0)} % (indtil det er kalibreret), udløb ±${number(OUTLET_UNCERTAINTY * 100, 0)} %, vandstand ±${number(LEVEL_ACCURACY * 100, 0)} cm, regnmålernes forskel over hvert opland, og det, der er galt ovenfor`,
      `The range counts: area ±${number(AREA_UNCERTAINTY * 100, 0)} % (until it is calibrated), outlets ±${number(OUTLET_UNCERTAINTY * 100, 0)} %, water level ±${number(LEVEL_ACCURACY * 100, 0)} cm, how the gauges of each land differ, and what is out of order above`,
    ),
    say('Målestokken er ', 'The yardstick is ') +
      [
        ...REFERENCE_RAINS.map(({ minutes, depth }) => `${number(depth, 0)} mm ${say('på', 'in')} ${minutes} min (DMI)`),
        ...(town.referenceRains ?? []).map(({ minutes, depth }) => `${number(depth)} mm ${say('på', 'in')} ${minutes} min (${town.name})`),
      ].join(', '),
  ];
}

function waterText({ name, kind, sensor, level, disbelief, volume, capacity, doubt, unexplained, flow }: WaterWorkings, town: Town, tongue: Tongue): string {
  const { say, number } = tongue;
  const basin = town.assets.find((asset) => asset.kind === 'basin' && asset.name === name);
  const law = basin?.kind === 'basin' ? ` (${lawText(basin.outletLaw ?? { kind: 'constant', flow: basin.outlet }, tongue)})` : '';
  return [
    `${name} (${sensor}): ${level === undefined ? say('aldrig målt', 'never heard') : `${number(level.value, 2)} m${heardText(level.at, tongue)}${level.suspect === true ? say(', tvivlsom', ', suspect') : ''}`}`,
    ...(disbelief === undefined ? [] : [disbelief === 'stuck' ? say('målingen bruges ikke: den står stille, selv om vandet må have flyttet sig', 'not believed: it rests though the water must have moved') : say('målingen bruges ikke: den er faldet mere, end der kan være løbet ud', 'not believed: it has fallen by more than can have run out')]),
    `${number(volume, 0)} ${say('af', 'of')} ${number(capacity, 0)} m³, ${doubt === Infinity ? say('ingen ved, hvor langt fra', 'nobody knows how far off') : `±${number(doubt, 0)}`}`,
    kind === 'basin' ? say(`udløbet giver ${number(flow)} l/s${law}`, `its outlet gives ${number(flow)} l/s${law}`) : say(`${number(flow)} l/s ud over regnen`, `${number(flow)} l/s beside the rain`),
    say(`målt ${number(Math.abs(unexplained), 0)} m³ ${unexplained < 0 ? 'mindre' : 'mere'} end modellen den seneste time`, `measured ${number(Math.abs(unexplained), 0)} m³ ${unexplained < 0 ? 'less' : 'more'} than the model in the last hour`),
  ].join('; ');
}

function lawText(law: OutletLaw, { say, number }: Tongue): string {
  switch (law.kind) {
    case 'constant':
      return say(`fast ${number(law.flow)} l/s`, `constant ${number(law.flow)} l/s`);
    case 'orifice':
      return say(`hul på ${number(law.diameter * 100)} cm`, `orifice of ${number(law.diameter * 100)} cm`);
    case 'weir':
      return say(`overløb på ${number(law.width)} m`, `weir of ${number(law.width)} m`);
    case 'pump':
      return say(`pumpe ${number(law.flow)} l/s fra ${number(law.startsAt, 2)} til ${number(law.stopsAt, 2)} m`, `pump ${number(law.flow)} l/s from ${number(law.startsAt, 2)} to ${number(law.stopsAt, 2)} m`);
  }
}

const heardText = (at: Instant | undefined, { say }: Tongue): string => (at === undefined ? '' : say(` kl. ${isoOf(at)}`, ` at ${isoOf(at)}`));

/** Who forecast the rain that is coming, when, and until when, newest first. */
export const forecastsText = (forecasts: readonly RainForecast[], { say, number }: Tongue): readonly string[] =>
  forecasts.map(({ source, issuedAt, steps }) => {
    const last = steps.at(-1);
    if (last === undefined) return `  ${source}, ${isoOf(issuedAt)}: ${say('trukket tilbage', 'withdrawn')}`;
    const mm = steps.reduce((sum, step) => sum + step.mm, 0);
    const high = steps.reduce((sum, step) => sum + (step.highMm ?? step.mm), 0);
    return `  ${source}, ${say('udstedt', 'issued')} ${isoOf(issuedAt)}: ${number(mm)} mm (${say('højst', 'high')} ${number(high)}) ${say('fra', 'from')} ${isoOf(steps[0]!.from)} ${say('til', 'until')} ${isoOf(last.to)}`;
  });
