import type { z } from 'zod';
import { assetsFile } from './assets-file.ts';
import { catchmentsFile } from './catchments-file.ts';
import { distantPositions, isPosition } from './distant-positions.ts';
import { duplicateIds } from './duplicate-ids.ts';
import { dutyFile } from './duty-file.ts';
import { findingSentence } from './finding-sentence.ts';
import { idfFileFor } from './idf-file.ts';
import { labelsFile, MAP_LAYERS, mapFile, mapFileName } from './map-file.ts';
import { levelConversions } from './level-conversions.ts';
import { missingScripts } from './missing-scripts.ts';
import { networkCycles, overflowCycles } from './network-cycles.ts';
import { networkFile } from './network-file.ts';
import { networkShares } from './network-shares.ts';
import { organisationsFile } from './organisations-file.ts';
import { placesFile } from './places-file.ts';
import { danglingReferences, type FileValues } from './references.ts';
import { resourcesFile } from './resources-file.ts';
import { ruleMeasures } from './rule-measures.ts';
import { rulesFile } from './rules-file.ts';
import { rulesInSight } from './rules-in-sight.ts';
import { sensorsFile } from './sensors-file.ts';
import { shaped } from './shape-findings.ts';
import { sourcesFile } from './sources-file.ts';
import { strategyFile } from './strategy-file.ts';
import { surveyDatums } from './survey-datums.ts';
import type { MapLayer, Town } from './town.ts';
import type { Finding, TownFault } from './town-fault.ts';
import { readJsonFile, readYamlFile, type TownFile } from './town-file.ts';
import { townYamlFile } from './town-yaml-file.ts';
import { valueAt } from './value-at.ts';

export type ParsedTown =
  | { readonly ok: true; readonly town: Town }
  | { readonly ok: false; readonly faults: readonly TownFault[] };

/** The files every town has, in the order in which faults are reported. */
export const TOWN_FILES = [
  'town.yaml',
  'sensors.yaml',
  'catchments.yaml',
  'assets.yaml',
  'network.yaml',
  'rules.yaml',
  'strategy.yaml',
  'duty.yaml',
  'sources.yaml',
  'idf.yaml',
  'resources.yaml',
  'places.yaml',
  'organisations.yaml',
] as const;

/**
 * Reads a town from the texts of its files, by their names relative to its folder ("sensors.yaml", "map/land.geojson",
 * "codecs/weir.js").
 *
 * A town is taken whole or not at all: one fault anywhere refuses it, and all faults are reported at once, each with its
 * line (contract.md §5, design D10). The map's layers may be missing; every file of `TOWN_FILES` must be there.
 */
export function parseTown(files: ReadonlyMap<string, string>): ParsedTown {
  const known: readonly string[] = [...TOWN_FILES, ...MAP_LAYERS.map(mapFileName)];
  const faults: TownFault[] = [];
  const read = new Map<string, TownFile>();
  for (const name of known) {
    const text = files.get(name);
    if (text === undefined) continue;
    const file = name.endsWith('.geojson') ? readJsonFile(name, text) : readYamlFile(name, text);
    faults.push(...file.faults);
    if (file.faults.length === 0) read.set(name, file);
  }
  faults.push(...missingFiles(files), ...strangeFiles(files, known));

  const report = (name: string, findings: readonly Finding[]) => {
    const file = read.get(name);
    if (file !== undefined) faults.push(...findings.map((finding) => faultOf(file, finding)));
  };
  const take = <T>(name: string, schema: z.ZodType<T>): T | undefined => {
    const file = read.get(name);
    if (file === undefined) return undefined;
    const result = shaped(schema, file.value);
    report(name, result.findings);
    return result.ok ? result.value : undefined;
  };

  const heading = take('town.yaml', townYamlFile);
  const sensors = take('sensors.yaml', sensorsFile);
  const catchments = take('catchments.yaml', catchmentsFile);
  const assets = take('assets.yaml', assetsFile);
  const network = take('network.yaml', networkFile);
  const rules = take('rules.yaml', rulesFile);
  const strategy = take('strategy.yaml', strategyFile);
  const duty = take('duty.yaml', dutyFile);
  const sources = take('sources.yaml', sourcesFile);
  const idf = take('idf.yaml', idfFileFor(read.get('idf.yaml')?.value));
  const resources = take('resources.yaml', resourcesFile);
  const places = take('places.yaml', placesFile);
  const organisations = take('organisations.yaml', organisationsFile);
  const map = MAP_LAYERS.flatMap((id): MapLayer[] => {
    const geojson = take(mapFileName(id), mapFile);
    return geojson === undefined ? [] : [{ id, geojson }];
  });
  take(mapFileName('labels'), labelsFile);

  const values = new Map([...read].map(([name, file]) => [name, file.value]));
  for (const name of TOWN_FILES) report(name, relationFindings(name, values));
  report('sources.yaml', missingScripts(values.get('sources.yaml'), files));

  if (
    faults.length > 0 || heading === undefined || sensors === undefined || catchments === undefined ||
    assets === undefined || network === undefined || rules === undefined || strategy === undefined ||
    duty === undefined || sources === undefined || idf === undefined || resources === undefined ||
    places === undefined || organisations === undefined
  ) {
    return { ok: false, faults: inReadingOrder(faults, known) };
  }
  const { actions, ...frame } = strategy;
  return {
    ok: true,
    town: {
      ...heading, ...sensors, ...catchments, ...assets, ...network, ...rules, ...duty, ...sources, ...resources,
      ...places, ...organisations, actions, strategy: frame, idf, map, scripts: scriptsIn(files),
    },
  };
}

/** What one file gets wrong about the others, or about itself as a whole. */
function relationFindings(name: string, values: FileValues): readonly Finding[] {
  const centre = valueAt(values.get('town.yaml'), ['view', 'centre']);
  return [
    ...duplicateIds(name, values),
    ...danglingReferences(name, values),
    ...distantPositions(values.get(name), isPosition(centre) ? centre : undefined),
    ...(name === 'network.yaml' ? [...networkCycles(values.get(name), values.get('assets.yaml')), ...networkShares(values.get(name))] : []),
    ...(name === 'sensors.yaml' ? [...levelConversions(values), ...surveyDatums(values)] : []),
    ...(name === 'assets.yaml' ? overflowCycles(values.get(name)) : []),
    ...(name === 'rules.yaml' ? [...ruleMeasures(values), ...rulesInSight(values)] : []),
  ];
}

const faultOf = (file: TownFile, finding: Finding): TownFault => ({
  file: file.name,
  line: file.lineOf(finding.path),
  message: findingSentence(finding, file.value),
});

const missingFiles = (files: ReadonlyMap<string, string>): readonly TownFault[] =>
  TOWN_FILES.filter((name) => !files.has(name)).map((name) => ({
    file: name,
    line: 1,
    message: `The file is missing: every town has one, even if the list in it is empty.`,
  }));

/** The town's own device codecs, of which sources.yaml tells who uses them. */
const SCRIPT = /^codecs\/.+\.js$/;

const scriptsIn = (files: ReadonlyMap<string, string>): Readonly<Record<string, string>> =>
  Object.fromEntries([...files].filter(([name]) => SCRIPT.test(name)));

/** A file under a misspelt name would otherwise be a file that silently does nothing. */
const strangeFiles = (files: ReadonlyMap<string, string>, known: readonly string[]): readonly TownFault[] =>
  [...files.keys()]
    .filter((name) => !known.includes(name) && !SCRIPT.test(name))
    .map((name) => ({ file: name, line: 1, message: `No file of a town has this name: expected one of ${known.join(', ')}.` }));

function inReadingOrder(faults: readonly TownFault[], known: readonly string[]): readonly TownFault[] {
  const place = (fault: TownFault) => (known.includes(fault.file) ? known.indexOf(fault.file) : known.length);
  const unique = new Map(faults.map((fault) => [`${fault.file}:${fault.line}: ${fault.message}`, fault]));
  return [...unique.values()].sort((one, other) => place(one) - place(other) || one.line - other.line);
}
