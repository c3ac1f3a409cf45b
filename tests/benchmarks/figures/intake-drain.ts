import type { Figure } from '../figure.ts';
import type { Consumer, Later } from '../parts/consumer.ts';
import { runFleetProgram } from '../parts/fleet-program.ts';
import { fleetTownFolder } from '../parts/fleet-town-folder.ts';
import { ourServer } from '../parts/our-server.ts';
import { mosquittoSub, plainMqttJs } from '../parts/peer-subscribers.ts';
import { realMosquitto } from '../parts/real-mosquitto.ts';

const SENSORS = 1_000;
const LIVE_RATE = 1_000;
const FILL_RATE = 30_000;

export const intakeDrain: Figure = {
  name: 'intake-drain',
  title: 'Intake: catching up after an outage',
  meaning: `The receiver makes its session and leaves; the broker gathers a backlog of 150,000 messages (two and a half minutes at 1,000 msg/s, five times the
storm load of a large municipality). Then the receiver comes back while 1,000 msg/s go on. The rate is that of the backlog, from its first message to its
last: journalled and acknowledged for ours, merely received for the peers. The goal is ten times the live rate.`,
  measures: [
    { name: 'drained', unit: 'msg/s', goal: { atLeast: 10 * LIVE_RATE } },
    { name: 'mosquitto_sub', unit: 'msg/s' },
    { name: 'plain MQTT.js', unit: 'msg/s' },
    { name: 'ours / mosquitto_sub', unit: '×' },
    { name: 'ours / plain MQTT.js', unit: '×' },
  ],
  runs: { full: 3, quick: 1 },
  async run({ quick, later }) {
    const backlog = quick ? 30_000 : 150_000;
    const townDir = fleetTownFolder(SENSORS, later);
    const ours = await drained(ourServer(townDir, later), backlog, later);
    const sub = await drained(mosquittoSub(later), backlog, later);
    const mqttJs = await drained(plainMqttJs(later), backlog, later);
    return { drained: ours, mosquitto_sub: sub, 'plain MQTT.js': mqttJs, 'ours / mosquitto_sub': ours / sub, 'ours / plain MQTT.js': ours / mqttJs };
  },
};

async function drained(consumer: Consumer, backlog: number, later: Later): Promise<number> {
  const broker = await realMosquitto(later);
  await consumer.subscribe(broker);
  await runFleetProgram({ mqttUrl: broker.url, rate: FILL_RATE, seconds: backlog / FILL_RATE, sensors: SENSORS });
  const live = runFleetProgram({ mqttUrl: broker.url, rate: LIVE_RATE, seconds: 4, sensors: SENSORS });
  const consuming = await consumer.start(broker, backlog);
  const { firstAt, lastAt } = await consuming.done;
  await live;
  await consuming.stop();
  await broker.stop();
  return (backlog / (lastAt - firstAt)) * 1000;
}
