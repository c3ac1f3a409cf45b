import type { SensorMessage } from '@voldgrav/reading';
import { type Decoded, type Fault, refusal, refused } from '../decoded.ts';
import type { DeviceLookup } from '../device.ts';
import { type MessageTime, orNothing, readingsOf } from '../readings-of.ts';
import type { Said } from '../said.ts';
import { timeFromUtcMs } from '../time-of.ts';
import { type Birth, bornAs, type SparkplugState } from './births.ts';
import { lived } from './life.ts';
import type { SparkplugMetric } from './metric.ts';
import { metricValue } from './metric-value.ts';
import { readPayload, type SparkplugPayload } from './payload.ts';
import { type SparkplugTopic, sparkplugTopic } from './topic.ts';

/** Kinds of message that carry values: a birth tells all of them, data those that changed. */
const WITH_VALUES = ['NBIRTH', 'DBIRTH', 'NDATA', 'DDATA'];
const WITHOUT_VALUES = ['NDEATH', 'DDEATH'];
/** Metrics about the sender itself, which every birth carries. */
const OF_ITSELF = /^(bdSeq$|Node Control\/|Device Control\/|Node Info\/)/;

/**
 * Reads one message of Sparkplug B, in the order in which an edge node sent them, and tells what must be remembered for
 * the next. The device is known as `group/edge node/device`, or `group/edge node` for what the node measures itself.
 * Never throws, and changes no state that it was given.
 */
export function decodeSparkplug(state: SparkplugState, message: SensorMessage, lookUp: DeviceLookup): { readonly state: SparkplugState; readonly decoded: Decoded } {
  const topic = sparkplugTopic(message.topic);
  if (topic === undefined) return { state, decoded: refused(message, { reason: 'unknown-format', detail: message.topic }) };
  const { kind } = topic;
  if (!WITH_VALUES.includes(kind) && !WITHOUT_VALUES.includes(kind)) {
    return { state, decoded: refused(message, { reason: 'not-a-measurement', detail: kind }) };
  }
  const payload = readPayload(message.payload);
  if (typeof payload === 'string') return { state, decoded: refused(message, { reason: 'bad-payload', detail: payload }) };
  const key = `${topic.group}/${topic.edgeNode}`;
  const { node, gap } = lived(state.get(key), topic, payload);
  const next = new Map(state);
  if (node === undefined) next.delete(key);
  else next.set(key, node);
  const decoded = WITH_VALUES.includes(kind)
    ? valuesOf(message, topic, payload, node?.births.get(topic.device ?? ''), lookUp)
    : refused(message, { reason: 'not-a-measurement', detail: kind });
  return { state: next, decoded: withGap(message, decoded, gap) };
}

function valuesOf(message: SensorMessage, topic: SparkplugTopic, payload: SparkplugPayload, birth: Birth | undefined, lookUp: DeviceLookup): Decoded {
  const name = [topic.group, topic.edgeNode, ...(topic.device === undefined ? [] : [topic.device])].join('/');
  const device = lookUp(name);
  if (device === undefined) return refused(message, { reason: 'unknown-device', detail: name });
  const time = timeOfPayload(message, payload);
  if (time === undefined) return refused(message, { reason: 'bad-time', detail: String(payload.timestamp) });
  const said: Said[] = [];
  const faults: Fault[] = [];
  for (const metric of payload.metrics) {
    const born = bornAs(metric, birth);
    if (born === undefined) faults.push({ reason: 'no-birth', detail: `alias ${metric.alias} of ${name}` });
    else if (!OF_ITSELF.test(born.name)) {
      if (metric.isNull) faults.push({ reason: 'no-value', detail: born.name });
      else said.push({ name: born.name, value: metricValue(metric, born.datatype), ...ownTime(metric) });
    }
  }
  return orNothing(message, readingsOf(message, device, { said, faults }, time));
}

function timeOfPayload({ receivedAt }: SensorMessage, { timestamp }: SparkplugPayload): MessageTime | undefined {
  if (timestamp === undefined) return { phenomenonTime: receivedAt, timeFrom: 'arrival' };
  const phenomenonTime = timeFromUtcMs(timestamp);
  return phenomenonTime === undefined ? undefined : { phenomenonTime, timeFrom: 'sensor' };
}

function ownTime({ timestamp }: SparkplugMetric): Pick<Said, 'at'> {
  const at = timestamp === undefined ? undefined : timeFromUtcMs(timestamp);
  return at === undefined ? {} : { at };
}

const withGap = (message: SensorMessage, { readings, undecodable }: Decoded, gap: Fault | undefined): Decoded =>
  gap === undefined ? { readings, undecodable } : { readings, undecodable: [refusal(message, gap.reason, gap.detail), ...undecodable] };
