import type { IncomingMessage } from 'node:http';
import { Inject } from '@nestjs/common';
import { type OnGatewayConnection, type OnGatewayInit, WebSocketGateway } from '@nestjs/websockets';
import type { Caller } from '@voldgrav/account';
import type { VerifyClientCallbackAsync, WebSocket, WebSocketServer } from 'ws';
import type { House } from '../house.ts';
import { HOUSE } from '../tokens.ts';
import { guardedSend } from './guarded-send.ts';

const PING_MS = 10_000;
/** A session that is over leaves within this time (operations.md §5: in less than 5 s). */
const RECHECK_MS = 2_000;
const POLICY_VIOLATION = 1008;

/** `/live`: lets a screen in, and drops it when it stalls, goes quiet or may no longer look. What it is told is the feed's business. */
@WebSocketGateway({ path: '/live', perMessageDeflate: false, maxPayload: 4_096 })
export class LiveGateway implements OnGatewayInit<WebSocketServer>, OnGatewayConnection<WebSocket> {
  private readonly house: House;
  private readonly admitted = new WeakMap<IncomingMessage, Caller>();

  constructor(@Inject(HOUSE) house: House) {
    this.house = house;
  }

  /** The door is kept at the upgrade, before there is a WebSocket: whoever may not look gets an HTTP answer. */
  afterInit(server: WebSocketServer): void {
    const verify: VerifyClientCallbackAsync = ({ req }, answer) => {
      const knock = { method: 'WS', route: '/live', headers: req.headers, address: req.socket.remoteAddress ?? '' };
      const admission = this.house.doorkeeper.admit(knock, Date.now());
      if (admission.ok) this.admitted.set(req, admission.caller);
      answer(admission.ok, admission.ok ? undefined : admission.status, admission.ok ? undefined : admission.detail);
    };
    server.options.verifyClient = verify;
  }

  handleConnection(client: WebSocket, request: IncomingMessage): void {
    const caller = this.admitted.get(request);
    if (caller === undefined) {
      client.close(POLICY_VIOLATION);
      return;
    }
    const leave = this.house.feed.join(guardedSend(client), sinceOf(request));
    const stopPinging = dropWhenSilent(client);
    const stopRechecking = this.closeWhenOver(client, caller);
    client.on('close', () => {
      leave();
      stopPinging();
      stopRechecking();
    });
  }

  private closeWhenOver(client: WebSocket, caller: Caller): () => void {
    const timer = setInterval(() => {
      if (!this.house.accounts.mayStay(caller, Date.now())) client.close(POLICY_VIOLATION, 'the session is over');
    }, RECHECK_MS);
    return () => clearInterval(timer);
  }
}

/** Two pings without an answer: the line is dead although nobody said so (F37). */
function dropWhenSilent(client: WebSocket): () => void {
  let unanswered = 0;
  client.on('pong', () => (unanswered = 0));
  const timer = setInterval(() => {
    if (unanswered >= 2) client.terminate();
    unanswered += 1;
    client.ping();
  }, PING_MS);
  return () => clearInterval(timer);
}

/** `?since=N&run=RUN`: where the client left off; undefined when it did not say or said nonsense. */
function sinceOf(request: IncomingMessage): { readonly n: number; readonly run: string } | undefined {
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
  const run = query.get('run');
  const n = Number(query.get('since') ?? Number.NaN);
  return run !== null && Number.isInteger(n) && n >= 0 ? { n, run } : undefined;
}
