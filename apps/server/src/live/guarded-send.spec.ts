import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { guardedSend, MOST_BUFFERED } from './guarded-send.ts';

const MEGABYTE = 1_000_000;
/** More than the kernel takes off our hands on loopback. */
const FIRST = 'f'.repeat(32 * MEGABYTE);
const CHANGE = 'c'.repeat(50_000);

describe('sending to a screen', () => {
  let server: WebSocketServer;
  let screen: WebSocket;
  let client: WebSocket;
  let heard: number;

  beforeEach(async () => {
    server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
    await once(server, 'listening');
    const joined = once(server, 'connection') as Promise<[WebSocket]>;
    screen = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, { perMessageDeflate: false, maxPayload: 64 * MEGABYTE });
    heard = 0;
    screen.on('message', () => (heard += 1)).on('error', () => undefined);
    [client] = await joined;
    await once(screen, 'open');
  });
  afterEach(() => {
    screen.terminate();
    server.close();
  });

  it('a large first frame on a slow line drops nobody: what changes meanwhile goes out behind it', async () => {
    screen.pause();
    const send = guardedSend(client);
    send(FIRST);
    for (let frame = 0; frame < 10; frame++) send(CHANGE);
    expect(client.bufferedAmount).toBeGreaterThan(MOST_BUFFERED);
    expect(client.readyState).toBe(WebSocket.OPEN);
    screen.resume();
    await expect.poll(() => heard, { timeout: 20_000 }).toBe(11);
  });

  it('who never reads is dropped all the same, at one mebibyte more than the first frame', async () => {
    screen.pause();
    const send = guardedSend(client);
    send(FIRST);
    let most = 0;
    for (let frame = 0; frame < 100 && client.readyState === WebSocket.OPEN; frame++) {
      most = client.bufferedAmount;
      send(CHANGE);
    }
    expect(client.readyState).not.toBe(WebSocket.OPEN);
    expect(most).toBeLessThan(FIRST.length + MOST_BUFFERED + 2 * CHANGE.length);
  });

  it('once the first frame is through, a mebibyte that waits is a stall again', async () => {
    const send = guardedSend(client);
    send(FIRST);
    await expect.poll(() => heard, { timeout: 20_000 }).toBe(1);
    screen.pause();
    let frames = 0;
    while (client.readyState === WebSocket.OPEN && frames < 1_000) {
      send(CHANGE);
      frames += 1;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    // What the kernel takes comes on top: at most some megabytes, and not the 32 of the first frame.
    expect(frames * CHANGE.length).toBeLessThan(16 * MEGABYTE);
  });
});
