import { judge, type Observation } from '@voldgrav/quality';
import type { SensorMessage } from '@voldgrav/reading';
import { decodeMessage } from '@voldgrav/wire';
import type { TownIndex } from './town-index.ts';

/** Steps 3 and 4 for the store alone: what a journalled message says, judged by the time it was received. */
export const observationsOf = (message: SensorMessage, index: TownIndex): readonly Observation[] =>
  decodeMessage(message, index.sensor).readings.map((reading) => judge(reading, index.knownSensor(reading.sensor)));
