import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { runServer } from '../auth/run-server.ts';

it('stops though somebody is in the middle of a question and never ends it', async () => {
  const server = await runServer();
  const socket = connect(server.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write('GET /api/v1/health HTTP/1.1\r\nHost: 127.0.0.1\r\n');
  await (await fetch(`${server.url}/api/v1/health`)).arrayBuffer();
  const ended = once(socket, 'close');
  // Without the deadline it takes the minute that Node gives a request's headers.
  expect(await Promise.race([server.stop().then(() => 'stopped'), wait(30_000, 'still waiting', { ref: false })])).toBe('stopped');
  await ended;
});
