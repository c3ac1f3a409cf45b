import { ASSET_KINDS } from './assets-file.ts';
import { inOneOf } from './one-of.ts';
import { SENSOR_KINDS } from './sensors-file.ts';
import type { FilePath, Finding } from './town-fault.ts';
import { valueAt } from './value-at.ts';

/** In a path of the table below: every entry of the list, or of the group of keys, that stands there. */
export const EACH = '*';

/** The lists whose entries can be referred to: which file, under which key. */
const LISTS = {
  sensor: { file: 'sensors.yaml', key: 'sensors' },
  catchment: { file: 'catchments.yaml', key: 'catchments' },
  asset: { file: 'assets.yaml', key: 'assets' },
  organisation: { file: 'organisations.yaml', key: 'organisations' },
  resource: { file: 'resources.yaml', key: 'resources' },
} as const;

type Listed = keyof typeof LISTS;

interface Reference {
  readonly file: string;
  readonly at: FilePath;
  /** One of these lists holds the entry. */
  readonly to: readonly Listed[];
  /** Kinds of entry that will do; without it any will. */
  readonly kinds?: readonly string[];
  /** What it leads to, as the sentence names it. */
  readonly said: string;
}

const KINDS = [...SENSOR_KINDS, ...ASSET_KINDS];
const LEVEL_SENSORS = ['level-sensor', 'tide-gauge'];
const WITH_WATER_LEVEL = ['basin', 'road', 'stream', 'sea'];

const organisationIn = (file: string, ...at: FilePath): Reference => ({
  file,
  at: [...at, 'organisation'],
  to: ['organisation'],
  said: 'an organisation',
});

/** Every arrow from one file of a town to another, on one page. */
export const REFERENCES: readonly Reference[] = [
  organisationIn('sensors.yaml', 'sensors', EACH),
  organisationIn('catchments.yaml', 'catchments', EACH),
  organisationIn('assets.yaml', 'assets', EACH),
  organisationIn('rules.yaml', 'rules', EACH),
  organisationIn('strategy.yaml', 'actions', EACH),
  organisationIn('strategy.yaml', 'actions', EACH, 'playbook', EACH),
  organisationIn('duty.yaml', 'duty', EACH),
  organisationIn('duty.yaml', 'preparation', EACH, 'playbook', EACH),
  organisationIn('resources.yaml', 'resources', EACH),
  {
    file: 'catchments.yaml',
    at: ['catchments', EACH, 'gauges', EACH],
    to: ['sensor'],
    kinds: ['rain-gauge'],
    said: 'a rain gauge',
  },
  { file: 'assets.yaml', at: ['assets', EACH, 'catchment'], to: ['catchment'], said: 'a catchment' },
  {
    file: 'assets.yaml',
    at: ['assets', EACH, 'level_sensor'],
    to: ['sensor'],
    kinds: LEVEL_SENSORS,
    said: 'a level sensor or tide gauge',
  },
  {
    file: 'assets.yaml',
    at: ['assets', EACH, 'state_sensor'],
    to: ['sensor'],
    kinds: ['pump-state'],
    said: "a pump's state sensor",
  },
  {
    file: 'assets.yaml',
    at: ['assets', EACH, 'floods'],
    to: ['asset'],
    kinds: WITH_WATER_LEVEL,
    said: 'the basin, road, stream or sea that is flooded',
  },
  {
    file: 'assets.yaml',
    at: ['assets', EACH, 'overflow_to'],
    to: ['asset'],
    kinds: ['basin', 'inlet', 'pipe', 'stream', 'sea'],
    said: 'a basin, inlet, pipe, stream or sea',
  },
  {
    file: 'assets.yaml',
    at: ['assets', EACH, 'from'],
    to: ['asset'],
    kinds: ['basin', 'stream'],
    said: 'a basin or stream',
  },
  { file: 'network.yaml', at: ['network', EACH, 'from'], to: ['catchment', 'asset'], said: 'a catchment or asset' },
  { file: 'network.yaml', at: ['network', EACH, 'to'], to: ['catchment', 'asset'], said: 'a catchment or asset' },
  {
    file: 'rules.yaml',
    at: ['rules', EACH, 'asset'],
    to: ['asset'],
    kinds: WITH_WATER_LEVEL,
    said: 'a basin, road, stream or sea',
  },
  {
    file: 'places.yaml',
    at: ['places', EACH, 'flooded_by'],
    to: ['asset'],
    kinds: WITH_WATER_LEVEL,
    said: 'a basin, road, stream or sea',
  },
  { file: 'resources.yaml', at: ['resources', EACH, 'empties', EACH], to: ['asset'], kinds: ['basin'], said: 'a basin' },
  { file: 'sensors.yaml', at: ['sensors', EACH, 'level', 'barometer'], to: ['sensor'], kinds: ['barometer'], said: 'a barometer' },
  { file: 'sources.yaml', at: ['devices', EACH, 'sensor'], to: ['sensor'], said: 'a sensor' },
  { file: 'sources.yaml', at: ['devices', EACH, 'values', EACH, 'sensor'], to: ['sensor'], said: 'a sensor' },
  { file: 'strategy.yaml', at: ['actions', EACH, 'assets', EACH], to: ['asset'], said: 'an asset' },
  { file: 'strategy.yaml', at: ['actions', EACH, 'catchments', EACH], to: ['catchment'], said: 'a catchment' },
  {
    file: 'strategy.yaml',
    at: ['actions', EACH, 'playbook', EACH, 'resource'],
    to: ['resource'],
    said: 'a resource',
  },
];

/** The files' values by file name; a file that could not be read is absent or undefined. */
export type FileValues = ReadonlyMap<string, unknown>;

/**
 * References that lead nowhere, or to an entry of the wrong kind. Works on the values as they stand, so that a slip
 * elsewhere in an entry hides nothing here; references into a file that could not be read are not judged at all.
 */
export function danglingReferences(file: string, values: FileValues): readonly Finding[] {
  return REFERENCES.filter((reference) => reference.file === file).flatMap((reference) => {
    const known = reference.to.map((list) => entriesOf(list, values));
    if (known.includes(undefined)) return [];
    const entries = new Map(known.flatMap((each) => [...(each ?? [])]));
    const files = inOneOf(reference.to.map((list) => LISTS[list].file));
    return stringsAt(values.get(file), reference.at).flatMap(({ path, text }): Finding[] => {
      const leadsThere = entries.has(text) && fits(entries.get(text), reference.kinds);
      return leadsThere ? [] : [{ path, expected: `the id of ${reference.said} in ${files}` }];
    });
  });
}

/** An entry whose kind nobody knows is reported where it stands; it does not make those that refer to it wrong as well. */
const fits = (kind: unknown, kinds: readonly string[] | undefined): boolean =>
  kinds === undefined || !KINDS.some((known) => known === kind) || kinds.some((fitting) => fitting === kind);

/** Ids of a list with each entry's kind, or undefined when the list cannot be read. */
export function entriesOf(list: Listed, values: FileValues): ReadonlyMap<string, unknown> | undefined {
  const { file, key } = LISTS[list];
  const entries = valueAt(values.get(file), [key]);
  if (!Array.isArray(entries)) return undefined;
  return new Map(entries.map((entry) => [String(valueAt(entry, ['id'])), valueAt(entry, ['kind'])]));
}

/** Every text at a path of the table, with the path that leads to it in this file. */
function stringsAt(root: unknown, at: FilePath, walked: FilePath = []): readonly { path: FilePath; text: string }[] {
  const [step, ...rest] = at;
  if (step === undefined) return typeof root === 'string' ? [{ path: walked, text: root }] : [];
  if (step !== EACH) return stringsAt(valueAt(root, [step]), rest, [...walked, step]);
  if (typeof root !== 'object' || root === null) return [];
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(root) ? [...root.entries()] : Object.entries(root);
  return entries.flatMap(([place, entry]) => stringsAt(entry, rest, [...walked, place]));
}
