import type { LiveFrame, LiveSensor } from '@voldgrav/wire';
import { onScopeDispose, ref, shallowRef } from 'vue';
import { applyFrame, type LiveState } from './apply-frame.ts';
import { reconnectDelay } from './reconnect-delay.ts';

export type FeedStatus = 'connecting' | 'live' | 'lost';
export type ObservationListener = (observations: readonly LiveSensor[]) => void;

/** Without a frame for this long the line is dead, whatever the socket thinks (operator-ux.md line 12; beats come every 5 s). */
const SILENCE_MS = 15_000;
const TICK_MS = 1_000;

/**
 * The live feed: what is known, whether it still flows, and the server's clock, which stops when the feed does.
 * `reloads` counts the snapshots after the first: history that was fetched before one may have a hole.
 */
export function useLiveFeed() {
  const state = shallowRef<LiveState>();
  const status = ref<FeedStatus>('connecting');
  const now = ref(Date.now());
  const clockError = ref(0);
  const reloads = ref(0);
  const listeners = new Set<ObservationListener>();
  let socket: WebSocket | undefined;
  let attempt = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let heard = { serverTime: Date.now(), at: performance.now() };

  function connect(): void {
    clearTimeout(retry);
    abandon();
    const opened = new WebSocket(feedAddress(state.value));
    socket = opened;
    // A socket that has been superseded may still deliver: what it says is not ours any more.
    opened.onmessage = (event: MessageEvent<string>) => opened === socket && receive(JSON.parse(event.data) as LiveFrame);
    opened.onclose = () => opened === socket && connectLater();
  }

  function abandon(): void {
    const old = socket;
    socket = undefined;
    old?.close();
  }

  function connectLater(): void {
    abandon();
    status.value = 'lost';
    attempt += 1;
    retry = setTimeout(connect, reconnectDelay(attempt, Math.random()));
  }

  function receive(frame: LiveFrame): void {
    const result = applyFrame(state.value, frame);
    if (!result.ok) {
      connectLater();
      return;
    }
    if (frame.kind === 'snapshot' && state.value !== undefined) reloads.value += 1;
    state.value = result.state;
    status.value = 'live';
    attempt = 0;
    heard = { serverTime: frame.serverTime, at: performance.now() };
    clockError.value = Date.now() - frame.serverTime;
    tick();
    if (frame.kind === 'changes') tellListeners(frame.changes.flatMap((change) => (change.kind === 'observation' ? [change.observation] : [])));
  }

  function tellListeners(observations: readonly LiveSensor[]): void {
    if (observations.length > 0) for (const listener of listeners) listener(observations);
  }

  function tick(): void {
    const silence = performance.now() - heard.at;
    if (status.value === 'live' && silence > SILENCE_MS) connectLater();
    if (status.value === 'live') now.value = heard.serverTime + silence;
  }

  /** A tab that slept has no idea how long: it asks again rather than show an old picture as live. */
  function wake(): void {
    if (document.visibilityState === 'visible' && performance.now() - heard.at > TICK_MS * 6) connect();
  }

  const timer = setInterval(tick, TICK_MS);
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('online', connect);
  connect();
  onScopeDispose(() => {
    clearInterval(timer);
    clearTimeout(retry);
    document.removeEventListener('visibilitychange', wake);
    window.removeEventListener('online', connect);
    abandon();
  });

  const subscribe = (listener: ObservationListener): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return { state, status, now, clockError, reloads, subscribe };
}

function feedAddress(known: LiveState | undefined): string {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const since = known === undefined ? '' : `?since=${known.n}&run=${known.run}`;
  return `${scheme}://${location.host}/live${since}`;
}
