import { openJournal } from '@voldgrav/journal';
import { connectSubscriber } from '@voldgrav/mqtt';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { connectAsync } from 'mqtt';
const body = JSON.stringify({ time: '2026-08-26T12:20:00Z', rain_mm: 0.2, pad: 'x'.repeat(150) });
const role = process.argv[3];
if (role === 'flood') {
  const clients = await Promise.all(Array.from({ length: 4 }, () => connectAsync(process.argv[4]!, { protocolVersion: 4 })));
  const t = performance.now(); const n = 100_000;
  await Promise.all(clients.map(async (c, k) => { for (let i = 0; i < n / 4; i += 500) await Promise.all(Array.from({ length: 500 }, (_, q) => c.publishAsync('sensors/r' + k + '/json', `${k}.${i + q} ` + body, { qos: 1 }))); }));
  console.log('publisher', Math.round(n / (performance.now() - t) * 1000)); await Promise.all(clients.map((c) => c.endAsync()));
} else {
  const d = mkdtempSync('/var/tmp/vb-'); const j = openJournal({ file: d + '/j.sqlite' });
  writeFileSync('/tmp/m.conf', 'listener 18899 127.0.0.1\nallow_anonymous true\npersistence false\nmax_queued_messages 500000\nmax_inflight_messages 1000\n');
  const m = spawn('/usr/sbin/mosquitto', ['-c', '/tmp/m.conf'], { stdio: 'ignore' }); await new Promise((r) => setTimeout(r, 400));
  let conn = false, most = 0, way = 0; const seen = new Set<string>();
  const s = connectSubscriber({ url: 'mqtt://127.0.0.1:18899', clientId: 'b', filters: ['sensors/#'], onMessage: async (x) => { way++; most = Math.max(most, way); await j.append({ kind: 'message', topic: x.topic, payload: x.payload, origin: 'x', receivedAt: Date.now() as never }); way--; seen.add(Buffer.from(x.payload).toString().split(' ')[0]!); }, onState: (x) => { console.log(x); conn = x.state === 'connected'; }, random: Math.random });
  while (!conn) await new Promise((r) => setTimeout(r, 20));
  spawn(process.execPath, [process.argv[1]!, process.argv[2]!, 'flood', 'mqtt://127.0.0.1:18899'], { stdio: 'inherit' });
  while (j.lastSeq() === 0) await new Promise((r) => setTimeout(r, 5));
  const t = performance.now(); while (j.lastSeq() < 100_000 && performance.now() - t < 20_000) await new Promise((r) => setTimeout(r, 10));
  console.log('rows', j.lastSeq(), 'distinct', seen.size, 'commits', j.commits, 'most in flight', most, Math.round(j.lastSeq() / (performance.now() - t) * 1000), 'msg/s');
  await s.close(); m.kill(); j.close(); rmSync(d, { recursive: true });
}
