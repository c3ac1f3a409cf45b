import { judge, type Observation } from '@voldgrav/quality';
import type { SensorMessage, Undecodable } from '@voldgrav/reading';
import type { MessageReader } from '@voldgrav/wire';
import type { TownIndex } from './town-index.ts';

/** What a message says (steps 3 and 4 of design.md §3), judged by the time it was received, and what of it could not be read. */
export interface Heard {
  readonly observations: readonly Observation[];
  readonly undecodable: readonly Undecodable[];
}

export function hear(message: SensorMessage, index: TownIndex, reader: MessageReader): Heard {
  const { readings, undecodable } = reader.read(message);
  return { observations: readings.map((reading) => judge(reading, index.knownSensor(reading.sensor))), undecodable };
}
