import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/**
 * What happens between client and server: `pass` hands everything on; `cut` hands the request on and closes both ends as soon as
 * the answer begins; `hang` hands nothing on and never answers; a number answers every request with that HTTP status itself.
 */
export type ProxyMode = 'pass' | 'cut' | 'hang' | 408 | 503;

export interface TcpProxy {
  readonly url: string;
  /** For connections made from now on; those that are open are closed. */
  readonly become: (mode: ProxyMode) => void;
  readonly stop: () => Promise<void>;
}

/** A real TCP proxy on loopback before an HTTP server. */
export async function startTcpProxy(target: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let mode: ProxyMode = 'pass';
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    keep(client);
    if (mode === 'hang') return;
    if (typeof mode === 'number') return void client.once('data', () => client.end(`HTTP/1.1 ${mode} Fault\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`));
    const cuts = mode === 'cut';
    const upstream = keep(connect(Number(port), hostname));
    client.pipe(upstream);
    upstream.on('data', (chunk) => {
      if (!cuts) return void client.write(chunk);
      client.destroy();
      upstream.destroy();
    });
    upstream.on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const end = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    become(next) {
      mode = next;
      end();
    },
    async stop() {
      end();
      server.close();
      await once(server, 'close');
    },
  };
}
