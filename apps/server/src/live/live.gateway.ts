import type { IncomingMessage } from 'node:http';
import { Inject } from '@nestjs/common';
import { type OnGatewayConnection, WebSocketGateway } from '@nestjs/websockets';
import { WebSocket } from 'ws';
import { sameOrigin } from '../auth/same-origin.ts';
import type { House } from '../house.ts';
import { HOUSE } from '../tokens.ts';

/** A client with more than this waiting in its socket has stalled: it is dropped, never buffered for (F33). */
const MOST_BUFFERED = 1 << 20;
const PING_MS = 10_000;
const POLICY_VIOLATION = 1008;

/** `/live`: lets a screen in, and drops it when it stalls or goes quiet. What it is told is the feed's business. */
@WebSocketGateway({ path: '/live', perMessageDeflate: false, maxPayload: 4_096 })
export class LiveGateway implements OnGatewayConnection<WebSocket> {
  private readonly house: House;

  constructor(@Inject(HOUSE) house: House) {
    this.house = house;
  }

  handleConnection(client: WebSocket, request: IncomingMessage): void {
    const { settings, sessions, feed } = this.house;
    const refusal = !sameOrigin(request.headers)
      ? 'foreign origin'
      : !settings.openView && sessions.of(request.headers.cookie, Date.now()) === undefined
        ? 'sign in first'
        : undefined;
    if (refusal !== undefined) {
      client.close(POLICY_VIOLATION, refusal);
      return;
    }
    const leave = feed.join((frame) => sendOrDrop(client, frame), sinceOf(request));
    const stopPinging = dropWhenSilent(client);
    client.on('close', () => {
      leave();
      stopPinging();
    });
  }
}

function sendOrDrop(client: WebSocket, frame: string): void {
  if (client.readyState !== WebSocket.OPEN) return;
  if (client.bufferedAmount > MOST_BUFFERED) client.terminate();
  else client.send(frame);
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
