import type { Observation } from '@voldgrav/quality';
import type { Sensor } from '@voldgrav/reading';
import { lateRain } from './late-rain.ts';
import type { ObservationArchive } from './ports/observation-archive.ts';

/** What is to be stored, and which of it are counts whose neighbours only the store knows (see `Heard`). */
export interface ToKeep {
  readonly observations: readonly Observation[];
  readonly forStore: readonly Observation[];
}

/** Stores observations, and then the rain between counts among them and neighbours that only the store knows. Told again, it comes to the same. */
export async function keepObservations(archive: ObservationArchive, sensor: (id: string) => Sensor, { observations, forStore }: ToKeep): Promise<void> {
  await archive.append(observations);
  await keepLateRain(archive, sensor, forStore);
}

/** The second half of it: the rain between stored counts and neighbours that only the store knows. */
export async function keepLateRain(archive: ObservationArchive, sensor: (id: string) => Sensor, forStore: readonly Observation[]): Promise<void> {
  const bySensor = new Map<string, Observation[]>();
  for (const count of forStore) bySensor.set(count.sensor, [...(bySensor.get(count.sensor) ?? []), count]);
  for (const [id, counts] of bySensor) await archive.append(await lateRain(archive, sensor(id), counts));
}
