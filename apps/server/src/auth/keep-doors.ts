import type { Caller } from '@voldgrav/account';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { House } from '../house.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, as the doorkeeper knew them. */
    caller: Caller;
  }
}

/**
 * Puts the doorkeeper before every route that is registered from here on, Nest's and the static files' alike, and before the
 * body is read. `onDoor` hears of each door as it is made.
 */
export function keepDoors(fastify: FastifyInstance, { doorkeeper }: House, onDoor: (door: string) => void): void {
  fastify.decorateRequest('caller');
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) onDoor(`${each} ${url}`);
  });
  fastify.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    // What is nowhere is answered with 404 and needs no door.
    if (request.is404) return;
    const { method, headers, ip } = request;
    const admission = doorkeeper.admit({ method, route: request.routeOptions.url ?? '', headers, address: ip }, Date.now());
    if (admission.ok) {
      request.caller = admission.caller;
      return;
    }
    const { status, title, detail } = admission;
    if (status === 401) reply.header('www-authenticate', 'Bearer');
    await reply.status(status).type('application/problem+json').send(JSON.stringify({ type: 'about:blank', title, status, detail }));
  });
}
