import { once } from 'node:events';
import { createServer } from 'node:net';
import { fault, fine, type Finding } from './finding.ts';

/** Can a port be had, or has our own server got it? 0 is any free one. */
export async function portFinding({ setting, host, port, inUse }: { readonly setting: 'PORT' | 'MQTT_PORT'; readonly host: string; readonly port: number; readonly inUse: boolean }): Promise<Finding> {
  const about = setting === 'PORT' ? 'port of the page' : 'port of the broker';
  const code = port === 0 ? undefined : await listenFault(host, port);
  if (code === undefined) return fine(about, port === 0 ? 'any that is free' : `${port} is free`);
  if (code === 'EADDRINUSE') return inUse ? fine(about, `${port} is taken, by the server that is running`) : fault(about, `${port} is taken by another program`, `stop that, or give another port with ${setting}`);
  if (code === 'EACCES') return fault(about, `${port} may not be opened by this user`, `give a port above 1023 with ${setting}`);
  return fault(about, `${host}:${port} cannot be opened (${code})`, `see ${setting === 'PORT' ? 'HOST' : 'MQTT_HOST'}`);
}

async function listenFault(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return undefined;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code ?? String(cause);
  }
}
