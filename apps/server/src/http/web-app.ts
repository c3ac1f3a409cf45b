import { existsSync } from 'node:fs';
import compress from '@fastify/compress';
import fastifyStatic from '@fastify/static';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { WsAdapter } from '@nestjs/platform-ws';
import { keepDoors } from '../auth/keep-doors.ts';
import type { House } from '../house.ts';
import { ServerModule } from '../server.module.ts';

const BODY_LIMIT = 65_536;
const A_YEAR_S = 31_536_000;
/** Whoever is in the middle of a question or an answer when the server stops has so long. One that stalls would keep it from stopping. */
const LAST_WORDS_MS = 2_000;

/** The web side: API, live channel and the built dashboard, not yet listening. `onDoor` hears of every route it has. */
export async function createWebApp(house: House, dashboard: string, onDoor: (door: string) => void = () => undefined): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(ServerModule.of(house), new FastifyAdapter({ bodyLimit: BODY_LIMIT, trustProxy: proxiesBefore(house) }), {
    logger: levelsUpTo(house.settings.logLevel),
    // A fault while starting is ours to tell, not Nest's to end the process on.
    abortOnError: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onSend', async (_request, reply) => {
    for (const [name, value] of Object.entries(securityHeaders(house))) reply.header(name, value);
  });
  // CAP comes as it is, to be read as XML behind the door.
  fastify.addContentTypeParser(['application/cap+xml', 'application/xml', 'text/xml'], { parseAs: 'string' }, (_request, body, done) => done(null, body));
  fastify.addHook('preClose', async () => {
    setTimeout(() => fastify.server.closeAllConnections(), LAST_WORDS_MS).unref();
  });
  keepDoors(fastify, house, onDoor);
  // What is made for one answer is pressed lightly: at the usual level that took longer than making it.
  await fastify.register(compress, { encodings: ['gzip'], zlibOptions: { level: 1 } });
  if (existsSync(dashboard)) {
    await fastify.register(fastifyStatic, {
      root: dashboard,
      preCompressed: true,
      setHeaders: (response, path) => {
        // Vite names its assets by their content: they never change under their name.
        response.header('cache-control', path.includes('/assets/') ? `public, max-age=${A_YEAR_S}, immutable` : 'no-cache');
      },
    });
  }
  app.useWebSocketAdapter(new WsAdapter(app));
  return app;
}

/** With PUBLIC_URL one proxy stands in front and tells the visitor's address; without, nobody's word is taken for it. */
const proxiesBefore = ({ settings }: House) => (settings.publicUrl === undefined ? false : (_address: string, hop: number) => hop < 1);

const LEVELS = ['error', 'warn', 'log', 'debug'] as const;
const levelsUpTo = (level: (typeof LEVELS)[number]) => [...LEVELS.slice(0, LEVELS.indexOf(level) + 1)];

/** Nothing from elsewhere runs or is drawn here, the town's own map tiles apart. */
function securityHeaders({ settings }: House): Readonly<Record<string, string>> {
  const tiles = settings.tiles === undefined ? '' : ` ${new URL(settings.tiles.url.replace(/\{s\}\.?/, '')).origin}`;
  return {
    // Charts place their tooltips with inline styles; scripts come from files only.
    'content-security-policy': `default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:${tiles}; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
}
