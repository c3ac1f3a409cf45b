import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { minutes, reducedArea, years } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { idfOf } from './idf-of.ts';
import { parseTown, TOWN_FILES } from './parse-town.ts';
import { assetSlips } from './slips/asset-slips.ts';
import { catchmentSlips } from './slips/catchment-slips.ts';
import { networkSlips } from './slips/network-slips.ts';
import { ruleSlips } from './slips/rule-slips.ts';
import { sensorSlips } from './slips/sensor-slips.ts';
import { sourceSlips } from './slips/source-slips.ts';
import { strategySlips } from './slips/strategy-slips.ts';
import { townSlips } from './slips/town-slips.ts';
import type { Town } from './town.ts';

const folder = fileURLToPath(new URL('../../../../config/sample-town/', import.meta.url));

function sampleFiles(): Map<string, string> {
  const maps = readdirSync(`${folder}map`).map((name) => `map/${name}`);
  return new Map([...TOWN_FILES, ...maps].map((name) => [name, readFileSync(folder + name, 'utf8')]));
}

function sampleTown(): Town {
  const parsed = parseTown(sampleFiles());
  if (!parsed.ok) throw new Error(parsed.faults.map((fault) => `${fault.file}:${fault.line} ${fault.message}`).join('\n'));
  return parsed.town;
}

/** The sample town with one place in one file changed; the place is the first occurrence after `after`. */
function changed(file: string, after: string, from: string, to: string): Map<string, string> {
  const files = sampleFiles();
  const text = files.get(file) ?? '';
  const start = text.indexOf(after);
  const place = text.indexOf(from, start);
  if (start < 0 || place < 0) throw new Error(`The sample town no longer has "${from}" after "${after}" in ${file}.`);
  return files.set(file, text.slice(0, place) + to + text.slice(place + from.length));
}

function faultsIn(files: ReadonlyMap<string, string>): readonly string[] {
  const parsed = parseTown(files);
  return parsed.ok ? [] : parsed.faults.map((fault) => `${fault.file}:${fault.line}: ${fault.message}`);
}

/** Counts lines up to the first occurrence of `from` after `after` in the sound file, which is where the change is. */
function lineOf(file: string, after: string, from: string): number {
  const text = sampleFiles().get(file) ?? '';
  return text.slice(0, text.indexOf(from, text.indexOf(after))).split('\n').length;
}

describe('the sample town', () => {
  it('has what the storm of the first step needs', () => {
    const { sensors, catchments, assets } = sampleTown();
    const sensorsOf = (kind: string) => sensors.filter((sensor) => sensor.kind === kind).length;
    const assetsOf = (kind: string) => assets.filter((asset) => asset.kind === kind).length;
    expect(sensorsOf('rain-gauge')).toBe(12);
    expect(sensorsOf('level-sensor') + sensorsOf('tide-gauge')).toBe(14);
    expect(catchments.map(({ kind }) => kind).filter((kind) => kind === 'rural')).toHaveLength(1);
    expect(catchments).toHaveLength(8);
    expect(assetsOf('basin')).toBe(6);
    expect(assetsOf('pump')).toBe(2);
    expect(assetsOf('road')).toBe(3);
  });

  it('says of itself that it is invented', () => {
    expect(sampleTown().invented).toBe(true);
  });

  it('has the worked example of domain.md §4.2 in Ådalen: 4.86 reduced ha, 1800 m³, 10 l/s', () => {
    const { catchments, assets } = sampleTown();
    const aadalen = catchments.find(({ id }) => id === 'aadalen');
    const basin = assets.find(({ id }) => id === 'b-aadalen');
    expect(aadalen && reducedArea(aadalen)).toBeCloseTo(4.86, 9);
    expect(basin).toMatchObject({ crest: 2.1, outlet: 10, designReturnPeriod: 5 });
    expect(basin?.kind === 'basin' && basin.storage[basin.storage.length - 1]).toEqual({ level: 2.1, volume: 1800 });
  });

  it('carries the figures of domain.md §2.5 for T = 5 years: 16.246 mm in 30 min', () => {
    expect(idfOf(sampleTown().idf).depth(minutes(30), years(5))).toBe(16.246);
  });
});

describe('a slip in a town', () => {
  it.each([...townSlips, ...catchmentSlips, ...assetSlips, ...networkSlips, ...sensorSlips, ...sourceSlips, ...ruleSlips, ...strategySlips])('$slip is told with its line', ({ file, after, from, to, says, at = from, faults = 1 }) => {
    const told = faultsIn(changed(file, after, from, to));
    const line = lineOf(file, at === from ? after : at, at);
    expect(told.filter((fault) => fault.startsWith(`${file}:${line}: `) && fault.includes(says)), told.join('\n')).toHaveLength(1);
    expect(told, told.join('\n')).toHaveLength(faults);
  });

  it('in the YAML itself is told with its line, and hides nothing in the other files', () => {
    const files = changed('rules.yaml', 'id: aadalen-can-take', 'deadband: 4', 'deadband: [4');
    files.set('catchments.yaml', (files.get('catchments.yaml') ?? '').replace('area_ha: 12', 'area_ha: 0'));
    const told = faultsIn(files);
    expect(told.some((fault) => /^rules\.yaml:\d+: This is not valid YAML: /.test(fault)), told.join('\n')).toBe(true);
    expect(told.some((fault) => fault.startsWith('catchments.yaml:') && fault.includes('found 0.'))).toBe(true);
  });

  it('by which a quote is never closed is told where it was opened, not where the file ends', () => {
    const line = lineOf('town.yaml', '\ndatum', 'datum: DVR90');
    expect(faultsIn(changed('town.yaml', '\ndatum', 'datum: DVR90', 'datum: "DVR90'))).toEqual([
      `town.yaml:${line}: This is not valid YAML: a " is opened here and never closed.`,
    ]);
  });

  it('in JSON syntax is told with its line', () => {
    const line = lineOf('map/streams.geojson', '{', '"Kildebækken"');
    const told = faultsIn(changed('map/streams.geojson', '{', '"Kildebækken"', 'Kildebækken'));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(new RegExp(`^map/streams\\.geojson:${line}: This is not valid JSON: `));
  });

  it('by which a key stands twice is told, since one of the two would silently lose', () => {
    const told = faultsIn(changed('town.yaml', '\ndatum', 'datum: DVR90', 'datum: DVR90\ndatum: DNN'));
    expect(told[0]).toMatch(/^town\.yaml:\d+: This is not valid YAML: .*unique/);
  });

  it('by which a ring does not close is told at its last position', () => {
    const files = sampleFiles();
    const lines = (files.get('catchments.yaml') ?? '').split('\n');
    const end = lines.findIndex((line, index) => index > lines.indexOf('  - id: aadalen') && line === '    ]');
    lines[end - 1] = '      [11.18, 56.2],';
    const told = faultsIn(files.set('catchments.yaml', lines.join('\n')));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(new RegExp(`^catchments\\.yaml:${end}: ring\\[\\d+\\] of "aadalen": expected the ring to end where it begins`));
  });

  it('by which a file is missing is one fault, not one for every reference into it', () => {
    const files = sampleFiles();
    files.delete('organisations.yaml');
    expect(faultsIn(files)).toEqual([
      'organisations.yaml:1: The file is missing: every town has one, even if the list in it is empty.',
    ]);
  });

  it('by which a file has a misspelt name is told', () => {
    const told = faultsIn(sampleFiles().set('sensor.yaml', ''));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('sensor.yaml:1: No file of a town has this name: expected one of town.yaml, sensors.yaml');
  });

  it('is told beside every other: an empty folder lacks all thirteen files', () => {
    expect(faultsIn(new Map())).toHaveLength(13);
  });

  it('leaves an empty file with a sentence rather than an exception', () => {
    expect(faultsIn(sampleFiles().set('rules.yaml', ''))).toEqual(['rules.yaml:1: The file: expected a group of keys, found nothing.']);
  });
});
