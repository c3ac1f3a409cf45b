import { type RunningInfluxd, startInfluxd } from '@voldgrav/test-contracts/influxd';
import type { Figure } from '../figure.ts';
import { startServer } from '../parts/built-server.ts';
import type { Later } from '../parts/consumer.ts';
import { runFleetProgram } from '../parts/fleet-program.ts';
import { fleetTownFolder } from '../parts/fleet-town-folder.ts';
import { untilCounted } from '../parts/influx-count.ts';
import { startNodeRed } from '../parts/node-red.ts';
import { processorSeconds, residentMemory } from '../parts/process-usage.ts';
import { realMosquitto } from '../parts/real-mosquitto.ts';

const SENSORS = 1_000;
const RATE = 40_000;

export const storeRate: Figure = {
  name: 'store-rate',
  title: 'Store: from Mosquitto to a question answered by InfluxDB, ours beside Node-RED',
  meaning: `40,000 msg/s of 1,000 sensors at QoS 1 from a real Mosquitto into the same influxd 1.6, one database each, one receiver after the other. The rate counts
from the first message sent to the moment at which InfluxDB counts them all. Ours commits each message to its journal before it acknowledges, judges it, watches the town and
keeps rollups of 1 min, 10 min, 1 h and 1 d. The peer is a plain Node-RED flow: MQTT in, JSON, a range check, batches of 5,000 points or 1 s (\`node-red-contrib-influxdb\`); it
acknowledges at once and keeps nothing. Processor time is the receiver's own; influxd's is beside it. Loss is what never came.`,
  measures: [
    { name: 'ours', unit: 'msg/s' },
    { name: 'Node-RED', unit: 'msg/s' },
    { name: 'ours / Node-RED', unit: '×', goal: { atLeast: 1 }, target: 1.5 },
    { name: 'lost, ours', unit: 'msg', goal: { atMost: 0 } },
    { name: 'lost, Node-RED', unit: 'msg' },
    { name: 'memory, ours', unit: 'MB' },
    { name: 'memory, Node-RED', unit: 'MB' },
    { name: 'processor time, ours', unit: 'µs/msg' },
    { name: 'processor time, Node-RED', unit: 'µs/msg' },
    { name: 'influxd for ours', unit: 'µs/msg' },
    { name: 'influxd for Node-RED', unit: 'µs/msg' },
  ],
  runs: { full: 3, quick: 1 },
  async run({ quick, later }) {
    const influxd = await startInfluxd();
    later(() => influxd.stop());
    const seconds = quick ? 4 : 10;
    const townDir = fleetTownFolder(SENSORS, later);
    const ours = await measured(influxd, 'ours', seconds, later, async (mqttUrl) => {
      const environment = { INFLUX_URL: influxd.url, INFLUX_DATABASE: 'ours' };
      return startServer({ townDir, mqttUrl, environment, later });
    });
    const peer = await measured(influxd, 'peer', seconds, later, async (mqttUrl) => {
      await fetch(`${influxd.url}/query`, { method: 'POST', body: new URLSearchParams({ q: 'CREATE DATABASE peer' }) });
      return startNodeRed({ mqttUrl, influxUrl: influxd.url, database: 'peer', later });
    });
    return {
      ours: ours.perSecond,
      'Node-RED': peer.perSecond,
      'ours / Node-RED': ours.perSecond / peer.perSecond,
      'lost, ours': ours.lost,
      'lost, Node-RED': peer.lost,
      'memory, ours': ours.megabytes,
      'memory, Node-RED': peer.megabytes,
      'processor time, ours': ours.microseconds,
      'processor time, Node-RED': peer.microseconds,
      'influxd for ours': ours.influxMicroseconds,
      'influxd for Node-RED': peer.influxMicroseconds,
    };
  },
};

interface Outcome {
  readonly perSecond: number;
  readonly lost: number;
  readonly megabytes: number;
  readonly microseconds: number;
  readonly influxMicroseconds: number;
}

type Receiver = (mqttUrl: string) => Promise<{ readonly pid: number; readonly stop: () => Promise<void> }>;

async function measured(influxd: RunningInfluxd, database: string, seconds: number, later: Later, start: Receiver): Promise<Outcome> {
  const broker = await realMosquitto(later);
  const receiver = await start(broker.url);
  const before = { receiver: processorSeconds(receiver.pid), influxd: processorSeconds(influxd.pid()) };
  const { sent, startedAt } = await runFleetProgram({ mqttUrl: broker.url, rate: RATE, seconds, sensors: SENSORS });
  const { count, lastAt } = await untilCounted(influxd.url, database, sent);
  const outcome = {
    perSecond: (count / (lastAt - startedAt)) * 1_000,
    lost: sent - count,
    megabytes: residentMemory(receiver.pid).most,
    microseconds: ((processorSeconds(receiver.pid) - before.receiver) / count) * 1e6,
    influxMicroseconds: ((processorSeconds(influxd.pid()) - before.influxd) / count) * 1e6,
  };
  await receiver.stop();
  await broker.stop();
  return outcome;
}
