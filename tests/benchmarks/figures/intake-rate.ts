import type { Figure } from '../figure.ts';
import type { Consumer, Later } from '../parts/consumer.ts';
import { runFleetProgram } from '../parts/fleet-program.ts';
import { fleetTownFolder } from '../parts/fleet-town-folder.ts';
import { ourServer } from '../parts/our-server.ts';
import { mosquittoSub, plainMqttJs } from '../parts/peer-subscribers.ts';
import { realMosquitto } from '../parts/real-mosquitto.ts';

const SENSORS = 1_000;

export const intakeRate: Figure = {
  name: 'intake-rate',
  title: 'Intake: messages a second, journalled and acknowledged',
  meaning: `The fleet (1,000 sensors in a town of their own) offers an even rate to a real Mosquitto at QoS 1, 200 bytes of JSON a message. The server
commits each message to its journal (\`synchronous=FULL\`) before it acknowledges, and watches the town as always. The rate counts from the first
message sent to the last one that another process reads in the journal file. The peers receive the same load from the same broker: \`mosquitto_sub\`
writes to /dev/null, MQTT.js acknowledges at once; neither decodes, judges or keeps anything. Generator, broker and receiver share the processors.`,
  measures: [
    { name: 'of 20,000 msg/s offered', unit: 'msg/s', goal: { atLeast: 19_500 } },
    { name: 'of 40,000 msg/s offered', unit: 'msg/s', goal: { atLeast: 20_000 }, target: 40_000 },
    { name: 'mosquitto_sub of 40,000', unit: 'msg/s' },
    { name: 'plain MQTT.js of 40,000', unit: 'msg/s' },
    { name: 'ours / mosquitto_sub', unit: '×' },
    { name: 'ours / plain MQTT.js', unit: '×' },
  ],
  runs: { full: 3, quick: 1 },
  async run({ quick, later }) {
    const seconds = quick ? 2 : 5;
    const townDir = fleetTownFolder(SENSORS, later);
    const at20 = await received(ourServer(townDir, later), 20_000, seconds, later);
    const ours = await received(ourServer(townDir, later), 40_000, seconds, later);
    const sub = await received(mosquittoSub(later), 40_000, seconds, later);
    const mqttJs = await received(plainMqttJs(later), 40_000, seconds, later);
    return {
      'of 20,000 msg/s offered': at20,
      'of 40,000 msg/s offered': ours,
      'mosquitto_sub of 40,000': sub,
      'plain MQTT.js of 40,000': mqttJs,
      'ours / mosquitto_sub': ours / sub,
      'ours / plain MQTT.js': ours / mqttJs,
    };
  },
};

/** Messages a second from the first one sent to the last one received, each receiver with a broker of its own. */
async function received(consumer: Consumer, rate: number, seconds: number, later: Later): Promise<number> {
  const broker = await realMosquitto(later);
  await consumer.subscribe(broker);
  const consuming = await consumer.start(broker, rate * seconds);
  const fleet = await runFleetProgram({ mqttUrl: broker.url, rate, seconds, sensors: SENSORS });
  const { lastAt } = await consuming.done;
  await consuming.stop();
  await broker.stop();
  return (fleet.sent / (lastAt - fleet.startedAt)) * 1000;
}
