import { randomUUID } from 'node:crypto';
import type { LiveBeat, LiveChange, LiveChanges, LiveSnapshot } from '@voldgrav/wire';
import { changeKey } from './change-key.ts';
import { StormNews } from './storm-news.ts';

/** Sends one frame to one client; the client's own business is to cope. */
export type Send = (frame: string) => void;

export interface LiveSource {
  readonly snapshot: () => Omit<LiveSnapshot, 'kind' | 'n' | 'serverTime' | 'run'>;
  readonly now: () => number;
}

/** Changes within this time go out as one frame: fast enough to feel immediate, slow enough to be cheap. */
const FRAME_MS = 100;
const BEAT_MS = 5_000;
/** A client that missed more changes than this gets a snapshot. */
const KEPT = 5_000;
/** And so does the first one that comes back after so long: what nobody may ask for is not kept. */
const RETURN_MS = 600_000;

/**
 * The live channel: a snapshot first, then numbered changes. Within one frame only the newest change of each thing goes
 * out, and every client gets the same bytes, made once (design.md D8, operations.md F33).
 */
export class LiveFeed {
  /** Numbers count within one run of the server. */
  readonly run = randomUUID();
  private readonly source: LiveSource;
  private readonly clients = new Set<Send>();
  private readonly beat: NodeJS.Timeout;
  private readonly stormNews = new StormNews();
  private observations: LiveChange[] = [];
  private waiting = new Map<string, LiveChange>();
  private kept: readonly LiveChange[] = [];
  private lastLeftAt = -Infinity;
  /** Somebody is here, or may still come back: looked at once a frame. */
  private isHeard = false;
  private n = 0;
  private frameTimer: NodeJS.Timeout | undefined;
  private lastFrameAt = 0;

  constructor(source: LiveSource) {
    this.source = source;
    this.beat = setInterval(() => this.sendBeat(), BEAT_MS);
  }

  publish(changes: readonly LiveChange[]): void {
    for (const change of changes) {
      if (change.kind === 'observation') {
        // Each moment of a series is a thing of its own: a chart that skipped one would lose a peak. What nobody hears is numbered alone: hundreds that wait for a frame
        // together outlive the collector's first rounds.
        if (this.isHeard) this.observations.push(change);
        else this.n += 1;
        continue;
      }
      const key = changeKey(change);
      // Deleted first, so that the newer change also comes later in the frame.
      this.waiting.delete(key);
      this.waiting.set(key, change);
    }
    if ((this.waiting.size === 0 && this.observations.length === 0) || this.frameTimer !== undefined) return;
    const wait = Math.max(0, this.lastFrameAt + FRAME_MS - performance.now());
    this.frameTimer = setTimeout(() => this.sendFrame(), wait);
  }

  /** A client joins; with the number and run of its last frame it gets what it missed, else a snapshot. */
  join(send: Send, since?: { readonly n: number; readonly run: string }): () => void {
    const missed = since !== undefined && since.run === this.run ? this.n - since.n : Infinity;
    if (missed >= 0 && missed <= this.kept.length) this.resume(send, missed);
    else send(JSON.stringify(this.snapshot()));
    this.clients.add(send);
    this.isHeard = true;
    return () => {
      this.clients.delete(send);
      this.lastLeftAt = performance.now();
    };
  }

  get clientCount(): number {
    return this.clients.size;
  }

  stop(): void {
    clearInterval(this.beat);
    clearTimeout(this.frameTimer);
  }

  private snapshot(): LiveSnapshot {
    return { kind: 'snapshot', n: this.n, serverTime: this.source.now(), run: this.run, ...this.source.snapshot() };
  }

  private resume(send: Send, missed: number): void {
    const changes = missed === 0 ? [] : this.kept.slice(-missed);
    if (changes.length === 0) send(JSON.stringify(this.beatFrame()));
    else send(JSON.stringify(this.changesFrame(changes)));
  }

  private sendFrame(): void {
    this.frameTimer = undefined;
    this.lastFrameAt = performance.now();
    const changes = [...this.observations, ...[...this.waiting.values()].map((change) => this.asNews(change))];
    this.observations = [];
    this.waiting = new Map();
    this.n += changes.length;
    this.isHeard = this.mayBeAskedFor();
    this.kept = this.isHeard ? [...this.kept, ...changes].slice(-KEPT) : [];
    // Frames are numbered though nobody listens.
    if (this.clients.size > 0) this.broadcast(JSON.stringify(this.changesFrame(changes)));
  }

  private mayBeAskedFor(): boolean {
    return this.clients.size > 0 || performance.now() - this.lastLeftAt < RETURN_MS;
  }

  private asNews(change: LiveChange): LiveChange {
    return change.kind === 'storm' ? { ...change, storm: this.stormNews.since(change.storm) } : change;
  }

  private changesFrame(changes: readonly LiveChange[]): LiveChanges {
    return { kind: 'changes', from: this.n - changes.length + 1, to: this.n, serverTime: this.source.now(), changes };
  }

  private beatFrame(): LiveBeat {
    return { kind: 'beat', n: this.n, serverTime: this.source.now() };
  }

  private sendBeat(): void {
    if (performance.now() - this.lastFrameAt >= BEAT_MS / 2) this.broadcast(JSON.stringify(this.beatFrame()));
  }

  private broadcast(frame: string): void {
    for (const send of this.clients) send(frame);
  }
}
