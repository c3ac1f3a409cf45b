import type { Figure } from '../figure.ts';
import { runFleetProgram } from '../parts/fleet-program.ts';
import { processorSeconds } from '../parts/process-usage.ts';
import { realMosquitto } from '../parts/real-mosquitto.ts';

/** The generator alone: it must outrun what it measures. */
export const generator: Figure = {
  name: 'generator',
  title: 'The load generator itself',
  meaning: `\`voldgrav fleet --rate most\` sends 200-byte messages at QoS 1 to a Mosquitto that nobody has subscribed to. What the intake
reaches below says something only as long as it stays under this. Mosquitto's share of the processor limits what is left for the server on the same machine.`,
  measures: [
    { name: 'acknowledged by Mosquitto', unit: 'msg/s', goal: { atLeast: 80_000 } },
    { name: 'Mosquitto, processor time', unit: 'µs/msg' },
  ],
  runs: { full: 3, quick: 1 },
  async run({ quick, later }) {
    const broker = await realMosquitto(later);
    const before = processorSeconds(broker.pid);
    const answer = await runFleetProgram({ mqttUrl: broker.url, rate: 'most', seconds: quick ? 2 : 5, sensors: 1_000 });
    return {
      'acknowledged by Mosquitto': answer.perSecond,
      'Mosquitto, processor time': ((processorSeconds(broker.pid) - before) / answer.acknowledged) * 1e6,
    };
  },
};
