import type { Figure } from '../figure.ts';
import { received, receivers, type Reception, SENSORS } from '../parts/beside-peers.ts';
import { runFleetProgram } from '../parts/fleet-program.ts';

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
    const { ours, peers } = receivers(later);
    const of = (consumer: typeof ours): Promise<number> => received(consumer, later, (reception) => drained(reception, backlog));
    const rate = await of(ours);
    const sub = await of(peers.mosquitto_sub);
    const mqttJs = await of(peers['plain MQTT.js']);
    return { drained: rate, mosquitto_sub: sub, 'plain MQTT.js': mqttJs, 'ours / mosquitto_sub': rate / sub, 'ours / plain MQTT.js': rate / mqttJs };
  },
};

async function drained({ broker, start }: Reception, backlog: number): Promise<number> {
  await runFleetProgram({ mqttUrl: broker.url, rate: FILL_RATE, seconds: backlog / FILL_RATE, sensors: SENSORS });
  const live = runFleetProgram({ mqttUrl: broker.url, rate: LIVE_RATE, seconds: 4, sensors: SENSORS });
  const { firstAt, lastAt } = await (await start(backlog)).done;
  await live;
  return (backlog / (lastAt - firstAt)) * 1000;
}
