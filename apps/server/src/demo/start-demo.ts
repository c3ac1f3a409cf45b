import { demoSoil, runStorm } from '@voldgrav/storm';
import type { House } from '../house.ts';

/** One storm, the same at every start: what the newcomer sees can be talked about. */
const SEED = 2026;

/** Lets the simulated storm rain on the town through an MQTT client of its own. Returns the stop. */
export function startDemo(house: House, tell: (line: string) => void): () => void {
  const stop = new AbortController();
  const { town, mqttUrl, clock, watch } = house;
  for (const catchment of town.catchments) {
    const soil = demoSoil(catchment, clock.now());
    if (soil.length > 0) watch.rememberSoil(catchment.id, soil);
  }
  runStorm({ town, seed: SEED, mqttUrl, clock: () => clock.now(), speed: clock.speed, signal: stop.signal }).catch((fault: unknown) =>
    tell(`The simulated storm stopped: ${fault instanceof Error ? fault.message : String(fault)}`),
  );
  return () => stop.abort();
}
