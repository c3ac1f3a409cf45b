import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { LatencyHistogram } from '@voldgrav/fleet';
import type { LiveFrame } from '@voldgrav/wire';
import { WebSocket } from 'ws';
import type { Figure, Measure } from '../figure.ts';
import { SAMPLE_TOWN } from '../parts/built-program.ts';
import { startServer } from '../parts/built-server.ts';
import type { Later } from '../parts/consumer.ts';
import { runFleetProgram } from '../parts/fleet-program.ts';
import { realMosquitto } from '../parts/real-mosquitto.ts';

const BROKERS = ['embedded broker', 'Mosquitto'] as const;
const RATES = [200, 1_000] as const;
/** For the last frames, on a machine that others use too. */
const PATIENCE_MS = 20_000;

const nameOf = (broker: string, rate: number, figure: string): string => `${broker}, ${rate.toLocaleString('en')} msg/s, ${figure}`;

export const publishToFrame: Figure = {
  name: 'publish-to-frame',
  title: 'From a sensor’s publish to a browser’s WebSocket frame',
  meaning: `The fleet speaks for the 27 sensors of the sample town at QoS 1; one WebSocket client listens on \`/live\`. Each message carries the moment it was
due, and counts when the frame that holds it has come and is parsed. The feed gathers changes for 100 ms by design, so about 50 ms is the least to
expect in the middle. Every message must be seen, or be listed as a pressure without a barometer, or the run fails.`,
  measures: BROKERS.flatMap((broker) =>
    RATES.flatMap((rate): Measure[] => [
      { name: nameOf(broker, rate, 'p50'), unit: 'ms' },
      { name: nameOf(broker, rate, 'p99'), unit: 'ms', goal: { atMost: 250 } },
    ]),
  ),
  runs: { full: 3, quick: 1 },
  async run({ quick, later }) {
    const values: Record<string, number> = {};
    for (const broker of BROKERS) {
      for (const rate of RATES) {
        const waits = await watched({ mosquitto: broker === 'Mosquitto', rate, seconds: quick ? 2 : 8 }, later);
        values[nameOf(broker, rate, 'p50')] = waits.quantile(0.5) ?? Number.NaN;
        values[nameOf(broker, rate, 'p99')] = waits.quantile(0.99) ?? Number.NaN;
      }
    }
    return values;
  },
};

async function watched(load: { readonly mosquitto: boolean; readonly rate: number; readonly seconds: number }, later: Later): Promise<LatencyHistogram> {
  const broker = load.mosquitto ? await realMosquitto(later) : undefined;
  const server = await startServer({ later, ...(broker === undefined ? {} : { mqttUrl: broker.url }) });
  const waits = new LatencyHistogram();
  const screen = new WebSocket(`${server.url.replace('http', 'ws')}/live`);
  screen.on('message', (data) => {
    const frame = JSON.parse((data as Buffer).toString('utf8')) as LiveFrame;
    const now = performance.timeOrigin + performance.now();
    if (frame.kind !== 'changes') return;
    for (const change of frame.changes) {
      if (change.kind === 'observation' && change.observation.quantity !== 'battery_v') waits.add(now - change.observation.phenomenonTime);
    }
  });
  await once(screen, 'open');
  const fleet = await runFleetProgram({ mqttUrl: server.mqttUrl, rate: load.rate, seconds: load.seconds, townDir: SAMPLE_TOWN });
  const giveUpAt = Date.now() + PATIENCE_MS;
  const seen = async (): Promise<number> => waits.count + (await withoutLevel(server.url));
  while ((await seen()) < fleet.sent && Date.now() < giveUpAt) await wait(50);
  const all = await seen();
  screen.terminate();
  await server.stop();
  await broker?.stop();
  if (all !== fleet.sent) throw new Error(`${fleet.sent} messages were sent and ${all} seen in frames, or told as of no use`);
  return waits;
}

/** Pressures under water that came before the barometer had spoken: no level comes of them, and they are listed. */
async function withoutLevel(url: string): Promise<number> {
  const { byReason } = (await (await fetch(`${url}/api/v1/undecodable`)).json()) as { readonly byReason: Readonly<Record<string, number>> };
  return byReason['no-level'] ?? 0;
}
