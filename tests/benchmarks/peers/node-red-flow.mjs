// A peer for the store: what a plain Node-RED flow does with the same messages. MQTT in (QoS 1, a session that stays, parsed as
// JSON), a function that checks ranges and gathers points, and the InfluxDB batch node, 5,000 points or a second at a time.

/** The flow's own function: one message in, an array of points out when there are 5,000 or a second is over. */
const GATHER = `
const RANGES = { rain_mm: [0, 6], level_m: [1, 2], battery_v: [0, 20] };
const sensor = msg.topic.split('/')[1];
const { time, ...values } = msg.payload;
const timestamp = Date.parse(time);
const gathered = context.get('gathered') || [];
for (const [quantity, value] of Object.entries(values)) {
  const range = RANGES[quantity];
  if (range === undefined || typeof value !== 'number') continue;
  const flag = value < range[0] || value > range[1] ? 4 : 1;
  gathered.push({ measurement: quantity, tags: { sensor }, fields: { value, flag }, timestamp });
}
const flush = () => {
  const points = context.get('gathered') || [];
  clearTimeout(context.get('timer'));
  context.set('timer', undefined);
  context.set('gathered', []);
  if (points.length > 0) node.send({ payload: points });
};
context.set('gathered', gathered);
if (gathered.length >= 5000) flush();
else if (context.get('timer') === undefined) context.set('timer', setTimeout(flush, 1000));
return null;
`;

/** The flow as Node-RED keeps it, and the credentials beside it. */
export function nodeRedFlow({ mqttPort, influxPort, database }) {
  const flow = [
    { id: 'tab', type: 'tab', label: 'sensors' },
    { id: 'broker', type: 'mqtt-broker', broker: '127.0.0.1', port: String(mqttPort), clientid: 'bench-node-red', autoConnect: true, cleansession: false, protocolVersion: '4', keepalive: '60' },
    { id: 'influx', type: 'influxdb', hostname: '127.0.0.1', port: String(influxPort), database, influxdbVersion: '1.x', usetls: false },
    { id: 'in', type: 'mqtt in', z: 'tab', topic: 'sensors/#', qos: '1', datatype: 'json', broker: 'broker', nl: false, rap: true, rh: 0, inputs: 0, wires: [['gather']] },
    { id: 'gather', type: 'function', z: 'tab', func: GATHER, outputs: 1, timeout: 0, noerr: 0, initialize: '', finalize: '', libs: [], wires: [['out']] },
    { id: 'out', type: 'influxdb batch', z: 'tab', influxdb: 'influx', precision: 'ms', retentionPolicy: '', wires: [] },
  ];
  return { flow, credentials: { influx: { username: '', password: '' } } };
}
