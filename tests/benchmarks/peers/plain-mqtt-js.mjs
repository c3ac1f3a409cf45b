// A peer for the intake: `node plain-mqtt-js.mjs <url> <filter> <count>`. It says "connected", and when <count> messages have
// come, between which times (UTC in ms) they came. With a count of 0 it subscribes and leaves.
import { connect } from 'mqtt';

const [, , url, filter, wanted] = process.argv;
const count = Number(wanted);
const client = connect(url, { clientId: 'bench-mqtt-js', clean: false, protocolVersion: 4, reconnectPeriod: 0 });
let received = 0;
let firstAt = 0;

client.on('message', () => {
  received += 1;
  if (received === 1) firstAt = Date.now();
  if (received !== count) return;
  console.log(JSON.stringify({ firstAt, lastAt: Date.now() }));
  client.end(() => process.exit(0));
});
await client.subscribeAsync(filter, { qos: 1 });
console.log('connected');
if (count === 0) await client.endAsync();
