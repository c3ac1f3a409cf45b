import { LONGEST_HOURS } from '@voldgrav/account';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { House } from '../house.ts';
import { cookieFormOf, setCookie } from './session-cookie.ts';

/** Lays a session into the browser that asks. An earlier one there ends, so that nobody sits in a session they did not open. */
export function giveSession(house: House, request: FastifyRequest, reply: FastifyReply, session: string, seconds = LONGEST_HOURS * 3_600): void {
  const { caller } = request;
  if (caller.kind !== 'anonymous' && caller.session !== undefined) house.accounts.sessions.end(caller.session, Date.now());
  reply.header('set-cookie', setCookie(cookieFormOf(request.headers, house.settings.publicUrl), session, seconds)).header('cache-control', 'no-store');
}

export function takeSession(house: House, request: FastifyRequest, reply: FastifyReply): void {
  reply.header('set-cookie', setCookie(cookieFormOf(request.headers, house.settings.publicUrl), '', 0)).header('cache-control', 'no-store');
}

/** Where a request comes from, for the limits and for the list of one's sessions. */
export const visitorOf = (request: FastifyRequest): { readonly address: string; readonly browser: string } => ({
  address: request.ip,
  browser: request.headers['user-agent'] ?? '',
});
