import { fileURLToPath } from 'node:url';
import { instant, type Instant, MINUTE, SECOND, shifted } from '@voldgrav/hydrology';
import { readTown } from '@voldgrav/installation';
import { TownWatch } from '@voldgrav/pipeline';
import type { LiveAlert, LiveBasin, LiveChange, LiveEvidence, LiveStorm, Town } from '@voldgrav/wire';

const SAMPLE_TOWN = fileURLToPath(new URL('../../config/sample-town', import.meta.url));

export async function sampleTown(): Promise<Town> {
  const read = await readTown(SAMPLE_TOWN);
  if (!read.ok) throw new Error(read.faults.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'));
  return read.town;
}

/** One step of an alert's life as the screens were told it. */
export interface Told {
  readonly at: string;
  readonly rule: string;
  readonly state: LiveAlert['state'];
}

/**
 * A night told minute by minute: sensors speak, the clock ticks, and what the town watch says of it is written down. Times
 * of day are UTC on `day`. Between two words the clock ticks once a second, as it does in the server.
 */
export class Timeline {
  readonly watch: TownWatch;
  private readonly midnight: Instant;
  private now: Instant;
  private readonly written: Told[] = [];
  private readonly states = new Map<string, LiveAlert['state']>();

  constructor(town: Town, day: string, from: string) {
    this.watch = new TownWatch(town);
    this.midnight = instant(Date.parse(`${day}T00:00:00Z`));
    this.now = this.time(from);
  }

  /** `10:20` or `10:20:30`. */
  time(clock: string): Instant {
    const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number);
    return shifted(this.midnight, (hours * 60 + minutes) * MINUTE + seconds * SECOND);
  }

  /** The sensor says `payload`, of the very moment unless it names another, and it arrives at `clock`. */
  says(clock: string, sensor: string, payload: Readonly<Record<string, number | string>>): this {
    this.until(clock);
    const time = payload['time'] ?? new Date(this.now).toISOString();
    this.note(this.watch.receive({ topic: `sensors/${sensor}/json`, payload: new TextEncoder().encode(JSON.stringify({ ...payload, time })), receivedAt: this.now }));
    return this;
  }

  /** The sensor repeats itself at its interval over (from, to]. */
  keepsSaying(from: string, to: string, everyS: number, said: Readonly<Record<string, Readonly<Record<string, number>>>>): this {
    for (let at = shifted(this.time(from), everyS * SECOND); at <= this.time(to); at = shifted(at, everyS * SECOND)) {
      for (const [sensor, payload] of Object.entries(said)) this.says(this.clockOf(at), sensor, payload);
    }
    return this;
  }

  /** Nobody speaks until then; time alone passes. */
  until(clock: string): this {
    for (let at = shifted(this.now, SECOND); at <= this.time(clock); at = shifted(at, SECOND)) {
      this.now = at;
      // The journal's clock, whose entries come every ten seconds.
      if (at % (10 * SECOND) === 0) this.note(this.watch.settle(at).changes);
      this.note(this.watch.tick(at));
    }
    return this;
  }

  told(): readonly Told[] {
    return this.written;
  }

  basin(id: string): LiveBasin {
    const basin = this.watch.snapshot(this.now).basins.find((each) => each.id === id);
    if (basin === undefined) throw new Error(`The town has no basin ${id}.`);
    return basin;
  }

  storms(): readonly LiveStorm[] {
    return this.watch.snapshot(this.now).storms;
  }

  evidence(action: string): readonly LiveEvidence[] {
    return this.watch.snapshot(this.now).evidence.filter((line) => line.action === action);
  }

  clockOf(at: number): string {
    return new Date(at).toISOString().slice(11, 19);
  }

  private note(changes: readonly LiveChange[]): void {
    for (const change of changes) {
      if (change.kind !== 'alert' || this.states.get(change.alert.id) === change.alert.state) continue;
      this.states.set(change.alert.id, change.alert.state);
      this.written.push({ at: this.clockOf(this.now), rule: change.alert.rule, state: change.alert.state });
    }
  }
}
