import type { Figure } from '../figure.ts';
import { received, receivers, type Reception, SENSORS } from '../parts/beside-peers.ts';
import { runFleetProgram } from '../parts/fleet-program.ts';

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
    const { ours: server, peers } = receivers(later);
    const of = (consumer: typeof server, rate: number): Promise<number> => received(consumer, later, (reception) => kept(reception, rate, seconds));
    const at20 = await of(server, 20_000);
    const ours = await of(server, 40_000);
    const sub = await of(peers.mosquitto_sub, 40_000);
    const mqttJs = await of(peers['plain MQTT.js'], 40_000);
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

/** Messages a second from the first one sent to the last one received. */
async function kept({ broker, start }: Reception, rate: number, seconds: number): Promise<number> {
  const consuming = await start(rate * seconds);
  const fleet = await runFleetProgram({ mqttUrl: broker.url, rate, seconds, sensors: SENSORS });
  const { lastAt } = await consuming.done;
  return (fleet.sent / (lastAt - fleet.startedAt)) * 1000;
}
