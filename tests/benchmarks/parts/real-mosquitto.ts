import { freePort } from '@voldgrav/test-contracts/free-port';
import { type RunningMosquitto, startMosquitto } from '@voldgrav/test-contracts/mosquitto';

/** The limits of the broker that docker-compose.yml runs (config/mosquitto/mosquitto.conf). */
const LIMITS = ['max_queued_messages 20000000', 'max_inflight_messages 1000'];

/** A real Mosquitto that ends with the run. */
export async function realMosquitto(later: (undo: () => Promise<void>) => void): Promise<RunningMosquitto> {
  const broker = await startMosquitto(await freePort(), LIMITS);
  later(() => broker.stop());
  return broker;
}
