import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { House } from '../house.ts';
import { Problem } from '../http/problem.ts';
import { HOUSE } from '../tokens.ts';
import { sameOrigin } from './same-origin.ts';

const SIGN_IN_FIRST = 'Sign in with the one-time link that the server printed when it started.';

/** Who may pass: reading is open to all while OPEN_VIEW is true; whoever changes something must be signed in, on our own page. */
@Injectable()
export class ViewGuard implements CanActivate {
  private readonly house: House;

  constructor(@Inject(HOUSE) house: House) {
    this.house = house;
  }

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const path = request.url.split('?')[0] ?? '';
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (!reads && !sameOrigin(request.headers)) throw new Problem(403, 'Forbidden', 'The request came from a page of another origin.');
    if (path.startsWith('/health/') || path === '/sign-in' || path === '/api/v1/session') return true;
    if (reads && this.house.settings.openView) return true;
    if (this.house.sessions.of(request.headers.cookie, Date.now()) === undefined) throw new Problem(401, 'Not signed in', SIGN_IN_FIRST);
    return true;
  }
}
