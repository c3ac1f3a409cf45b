import {
  chicagoStorm, HOUR, type Idf, indicativeIdf, type Instant, MINUTE, type Millimetres, millimetres, minutes, type Position, shifted, type Years, years,
} from '@voldgrav/hydrology';
import { copenhagen2011 } from './copenhagen-2011.ts';
import { frontalRain } from './frontal-rain.ts';
import { peakedMinutes } from './peaked-minutes.ts';
import { basinsOf, type SimulatedTown } from './simulated-town.ts';
import type { StormRun } from './storm-messages.ts';

/** Where a storm goes, in degrees clockwise from north, how fast in m/s, and how wide it is in m (one standard deviation). */
export interface StormCourse {
  readonly heading: number;
  readonly speed: number;
  readonly spread: number;
}

/** A storm that people can talk about by its name. */
interface StormStory {
  /** What it is and where its numbers come from, for a heading. */
  readonly label: string;
  /** mm minute by minute on the storm's axis. */
  readonly depths: () => readonly Millimetres[];
  readonly course: StormCourse;
  /** How long the sensors are heard after the last rain. */
  readonly after: number;
  /** What else there is beside rain; times count from the first rain. */
  readonly setting?: (firstRain: Instant) => Pick<StormRun, 'ground' | 'surge' | 'melt'>;
}

/** Before the first rain the sensors say for so long that the town is dry. */
const BEFORE = HOUR;
const CELL: StormCourse = { heading: 60, speed: 12, spread: 2_500 };
/** A front is wider than any town. */
const FRONT: StormCourse = { heading: 80, speed: 15, spread: 50_000 };
const TABLE: Idf = indicativeIdf;

/** Four hours of a Chicago design storm, peak in the middle, with a crest in its wettest ten minutes. */
const designed = (returnPeriod: Years) => (): readonly Millimetres[] =>
  peakedMinutes(chicagoStorm(TABLE, { returnPeriod, duration: minutes(240), step: minutes(1), peak: 0.5, climateFactor: 1 })).depths;

const STORIES = {
  'everyday-rain': { label: 'Everyday rain: 6 mm in three hours, far below once a year', depths: () => frontalRain(millimetres(6), 180), course: FRONT, after: 3 * HOUR },
  't10': { label: 'Design storm of 10 years, 4 h (DK-indicative v1: vejledende, ikke SVK)', depths: designed(years(10)), course: CELL, after: 4 * HOUR },
  't50': { label: 'Design storm of 50 years, 4 h (DK-indicative v1: vejledende, ikke SVK)', depths: designed(years(50)), course: CELL, after: 4 * HOUR },
  't100': { label: 'Design storm of 100 years, 4 h (DK-indicative v1: vejledende, ikke SVK)', depths: designed(years(100)), course: CELL, after: 4 * HOUR },
  'double-skybrud': {
    label: '"Dobbelt skybrud": 30 mm in 30 min, in a design storm of that rarity (DK-indicative v1)',
    depths: () => designed(TABLE.returnPeriod(millimetres(30), minutes(30)))(),
    course: CELL,
    after: 4 * HOUR,
  },
  'frontal-24h-wet-ground': {
    label: 'A front of 24 h on wet ground: as much as in 10 years (DK-indicative v1)',
    depths: () => frontalRain(TABLE.depth(minutes(1440), years(10)), 1440),
    course: FRONT,
    after: 6 * HOUR,
    setting: () => ({ ground: 'wet' }),
  },
  'surge-with-rain': {
    label: 'A surge of 1.6 m in the fjord, and everyday rain of 20 mm in six hours under it',
    depths: () => frontalRain(millimetres(20), 360),
    course: FRONT,
    after: 6 * HOUR,
    setting: (firstRain) => ({ ground: 'wet', surge: { peakAt: shifted(firstRain, 5 * HOUR), height: 1.6, halfWidth: 6 } }),
  },
  'melt-on-frozen-ground': {
    label: 'Snow melts for ten hours on frozen ground, 3 mm an hour that no gauge sees, with 15 mm of rain',
    depths: () => frontalRain(millimetres(15), 480),
    course: FRONT,
    after: 5 * HOUR,
    setting: () => ({ ground: 'frozen', melt: [...Array<Millimetres>(BEFORE / MINUTE).fill(millimetres(0)), ...Array<Millimetres>(600).fill(millimetres(3 / 60))] }),
  },
  'copenhagen-2011': {
    label: 'Reconstruction from published figures of 2 July 2011 in Copenhagen: no gauge recorded it so',
    depths: copenhagen2011,
    course: { ...CELL, spread: 5_000 },
    after: 4 * HOUR,
  },
} as const satisfies Readonly<Record<string, StormStory>>;

export type StormName = keyof typeof STORIES;
export const STORM_NAMES = Object.keys(STORIES) as readonly StormName[];
export const isStormName = (name: string): name is StormName => Object.hasOwn(STORIES, name);
export const stormLabel = (name: StormName): string => STORIES[name].label;

export interface NamedStorm {
  readonly name: StormName;
  readonly town: SimulatedTown;
  readonly seed: number;
  /** When the sensors are first heard, on a whole second; the first rain over the town's first basin comes an hour later. */
  readonly begins: Instant;
  /** Another way over the town than the storm's own. */
  readonly course?: Partial<StormCourse>;
}

/** A named storm over a town, for `stormMessages`. Its axis passes over the town's first basin. */
export function namedStorm({ name, town, seed, begins, course }: NamedStorm): StormRun {
  const story: StormStory = STORIES[name];
  const depths = story.depths();
  const firstRain = shifted(begins, BEFORE);
  return {
    town,
    seed,
    cell: { ...story.course, ...course, depths, centre: centreOf(town), begins: firstRain },
    span: { after: begins, until: shifted(firstRain, depths.length * MINUTE + story.after) },
    ...story.setting?.(firstRain),
  };
}

function centreOf(town: SimulatedTown): Position {
  const position = basinsOf(town)[0]?.position ?? town.sensors[0]?.position;
  if (position === undefined) throw new RangeError('A storm is told by sensors, and this town has none.');
  return position;
}
