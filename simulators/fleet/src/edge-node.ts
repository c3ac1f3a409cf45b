import { encodeSparkplug, type MetricToSend } from '@voldgrav/wire';
import { BATTERY_V, fleetValues } from './fleet-payload.ts';
import type { FleetSensor } from './fleet-sensor.ts';
import type { FleetSpeaker } from './fleet-speaker.ts';

const GROUP = 'fleet';
/** Each message of an edge node has the next of so many numbers, its own birth the first. */
const NUMBERS = 256;
const VALUE = 1;
const BATTERY = 2;

/** What sources.yaml calls the device that is a fleet's sensor in Sparkplug. */
export const edgeDeviceId = (sensor: string): string => `${GROUP}/${sensor}/${sensor}`;

/**
 * A sensor as an edge node of its own with one device (Sparkplug B 3.0): it greets with the node's birth, its first message is the
 * device's birth, which gives out names, types and aliases, and then it sends what changed by alias alone. It leaves no will: one
 * connection carries many nodes, and MQTT has one will for each connection.
 */
export function edgeNode(sensor: FleetSensor): FleetSpeaker {
  const { id, quantity } = sensor;
  const type = quantity === 'pump_on' || quantity === 'gate_open' ? 'boolean' : 'double';
  const topicOf = (kind: string): string => `spBv1.0/${GROUP}/${kind}/${id}/${id}`;
  const [birth, data] = [topicOf('DBIRTH'), topicOf('DDATA')];
  const metric = (name: string, alias: number, metricType: MetricToSend['type'], value: number): MetricToSend => ({ name, alias, type: metricType, value: metricType === 'boolean' ? value === 1 : value });
  const changed = ({ alias = 0, type: metricType, value }: MetricToSend): MetricToSend => ({ alias, type: metricType, value, withType: false });
  return {
    greet: (atMs) => ({ topic: `spBv1.0/${GROUP}/NBIRTH/${id}`, payload: encodeSparkplug({ timestamp: atMs, seq: 0, metrics: [{ name: 'bdSeq', type: 'int64', value: 0 }, { name: 'Node Control/Rebirth', type: 'boolean', value: false }] }) }),
    say: (atMs, dice, count) => {
      const { value, battery } = fleetValues(sensor, atMs, dice);
      const said = metric(quantity, VALUE, type, value);
      const seq = (count + 1) % NUMBERS;
      // A birth has to tell every metric.
      if (count === 0) return { topic: birth, payload: encodeSparkplug({ timestamp: atMs, seq, metrics: [said, metric('battery_v', BATTERY, 'double', battery ?? BATTERY_V)] }) };
      const metrics = [changed(said), ...(battery === undefined ? [] : [changed(metric('battery_v', BATTERY, 'double', battery))])];
      return { topic: data, payload: encodeSparkplug({ timestamp: atMs, seq, metrics }) };
    },
  };
}
