import { setTimeout as wait } from 'node:timers/promises';
import type { Figure } from '../figure.ts';
import { startServer } from '../parts/built-server.ts';
import { runFleetProgram } from '../parts/fleet-program.ts';
import { fleetTownFolder } from '../parts/fleet-town-folder.ts';
import { residentMemory } from '../parts/process-usage.ts';
import { realMosquitto } from '../parts/real-mosquitto.ts';

const RATE = 5_000;
const SENSORS = 10_000;
const SECONDS = { full: 150, quick: 30 } as const;

export const memoryOf10000: Figure = {
  name: 'memory-of-10000',
  title: 'Memory of a server of 10,000 sensors',
  meaning: `Resident memory of the server of 10,000 sensors, a real Mosquitto before it, while they send 5,000 msg/s between them, thirty times as much as one message a minute each: as it was after
thirty seconds, and the most that the kernel saw in two and a half minutes, in which each sensor speaks seventy-five times.`,
  measures: [
    { name: 'after 30 s', unit: 'MB' },
    { name: 'the most in 150 s', unit: 'MB', goal: { atMost: 400 } },
  ],
  runs: { full: 1, quick: 1 },
  async run({ quick, later }) {
    const seconds = SECONDS[quick ? 'quick' : 'full'];
    const broker = await realMosquitto(later);
    const server = await startServer({ townDir: fleetTownFolder(SENSORS, later), mqttUrl: broker.url, later });
    const fleet = runFleetProgram({ mqttUrl: broker.url, rate: RATE, seconds, sensors: SENSORS });
    const early = wait(SECONDS.quick * 1_000).then(() => residentMemory(server.pid).now);
    await fleet;
    const { most } = residentMemory(server.pid);
    const after30 = await early;
    await server.stop();
    return { 'after 30 s': after30, 'the most in 150 s': most };
  },
};
