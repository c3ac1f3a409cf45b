import type { Instant } from '@voldgrav/hydrology';
import type { Bound } from '@voldgrav/quality';
import type { ColumnsOfSamples } from './columns-of-samples.ts';
import { SampleChunk } from './sample-chunk.ts';
import { SealedChunk } from './sealed-chunk.ts';
import type { Arrival, Sample } from './sample.ts';

type Chunk = SampleChunk | SealedChunk;

const SUSPECT = 1;
const AT_LEAST = 2;
const AT_MOST = 4;
const SINCE = 8;

/** So near the end a sample that comes late is put in by saying those after it again. */
const NEAR_THE_END = 32;
/** So many at the beginning of the oldest chunk may be let go of and still take room. */
const SKIPPED_AT_MOST = 48;

/**
 * The samples of one series in time order, kept in typed columns: a day of a sensor that speaks each minute is 1,440 of them, and a
 * town may have ten thousand sensors. A sample is made anew each time that it is asked for; `timeAt`, `valueAt` and `sinceAt` make none.
 */
export class SampleColumns {
  length = 0;
  /** All but the newest are sealed, unless something came late. Made anew when one begins or ends: a list that is pushed to makes room for seventeen. */
  private chunks: readonly Chunk[] = [];
  /** Samples of the first chunk that have been let go. */
  private skipped = 0;
  /** Since when sums over a gap have accumulated, by their time: few samples are such. */
  private sinces: Map<number, Instant> | undefined;

  /** What the columns take, without the objects that hold them. */
  get bytes(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.bytes, 0);
  }

  /** UTC ms. The index must be there. */
  timeAt(index: number): Instant {
    const chunk = this.chunkOf(index);
    return chunk.timeAt(index + this.skipped - chunk.start) as Instant;
  }

  /** The index must be there. */
  valueAt(index: number): number {
    const chunk = this.chunkOf(index);
    return chunk.valueAt(index + this.skipped - chunk.start);
  }

  /** Since when the sum over a gap has accumulated; undefined for what is none. The index must be there. */
  sinceAt(index: number): Instant | undefined {
    if (this.sinces === undefined) return undefined;
    const chunk = this.chunkOf(index);
    const place = index + this.skipped - chunk.start;
    return chunk.markAt(place) & SINCE ? this.sinces.get(chunk.timeAt(place)) : undefined;
  }

  /** Undefined where there is none, before the first as well as after the last. */
  get(index: number): Sample | undefined {
    if (!(index >= 0 && index < this.length)) return undefined;
    const chunk = this.chunkOf(index);
    const place = index + this.skipped - chunk.start;
    const at = chunk.timeAt(place) as Instant;
    const value = chunk.valueAt(place);
    const mark = chunk.markAt(place);
    return mark === 0 ? { at, value } : this.marked({ at, value }, mark);
  }

  /** How many samples lie at or before `at`. */
  countUntil(at: number): number {
    const { chunks } = this;
    let number = chunks.length - 1;
    if (number < 0) return 0;
    while (number > 0 && (chunks[number] as Chunk).firstAt > at) number -= 1;
    const chunk = chunks[number] as Chunk;
    return Math.max(0, chunk.start - this.skipped + chunk.countUntil(at));
  }

  *[Symbol.iterator](): Generator<Sample> {
    for (let index = 0; index < this.length; index += 1) yield this.get(index) as Sample;
  }

  /** Puts a sample where its time belongs, however late it comes, and lets go of what is not after `keepAfter`. See `enterSample`. */
  enter(sample: Sample, keepAfter: number): Arrival {
    const place = this.countUntil(sample.at);
    if (place > 0 && this.timeAt(place - 1) === sample.at) return this.valueAt(place - 1) === sample.value ? 'duplicate' : 'conflict';
    this.insert(place, sample);
    this.drop(Math.min(place, this.countUntil(keepAfter)));
    return 'added';
  }

  /** Puts a sample in at an index: its time must lie between its neighbours'. */
  insert(index: number, sample: Sample): void {
    const mark = this.markOf(sample);
    if (index === this.length) this.append(sample.at, sample.value, mark);
    else if (!this.insertNearTheEnd(index, sample, mark)) {
      this.rewrite(index, (all, place) => {
        all.times.splice(place, 0, sample.at);
        all.values.splice(place, 0, sample.value);
        all.marks.splice(place, 0, mark);
      });
    }
  }

  /** The sample at an index that is there is this now; its time is the same. */
  replace(index: number, sample: Sample): void {
    const chunk = this.openedAt(index);
    this.sinces?.delete(sample.at);
    chunk.replace(index + this.skipped - chunk.start, sample.value, this.markOf(sample));
  }

  /** Takes out the sample at an index that is there. */
  remove(index: number): void {
    this.sinces?.delete(this.timeAt(index));
    this.rewrite(index, (all, place) => {
      all.times.splice(place, 1);
      all.values.splice(place, 1);
      all.marks.splice(place, 1);
    });
  }

  /** Lets go of so many of the oldest. */
  drop(count: number): void {
    if (count <= 0) return;
    this.skipped += count;
    this.length -= count;
    let gone = 0;
    for (let oldest = this.chunks[0]; oldest !== undefined && oldest.count <= this.skipped; oldest = this.chunks[gone]) {
      this.skipped -= oldest.count;
      gone += 1;
    }
    if (gone > 0) {
      this.chunks = this.chunks.slice(gone);
      this.number();
    }
    this.giveBackSkipped();
    if (this.sinces === undefined) return;
    const kept = this.length === 0 ? Infinity : this.timeAt(0);
    for (const at of this.sinces.keys()) if (at < kept) this.sinces.delete(at);
  }

  /** What was let go of takes no more room than half as much as is there, or a little. */
  private giveBackSkipped(): void {
    const [oldest] = this.chunks;
    if (oldest === undefined || this.skipped < SKIPPED_AT_MOST) return;
    if (oldest instanceof SampleChunk && 3 * this.skipped < oldest.count) return;
    const all = oldest.columns(this.skipped);
    this.chunks = this.chunks.with(0, this.chunks.length === 1 ? chunkOf(all) : sealed(chunkOf(all)));
    this.skipped = 0;
    this.number();
  }

  private append(at: number, value: number, mark: number): void {
    const { chunks } = this;
    const newest = chunks[chunks.length - 1];
    const open = newest instanceof SampleChunk ? newest : undefined;
    this.length += 1;
    if (open?.append(at, value, mark) === true) return;
    const next = new SampleChunk(newest === undefined ? 0 : newest.start + newest.count, open);
    next.append(at, value, mark);
    // A list that is spread has as much room to spare as one that is pushed to.
    this.chunks = (open === undefined ? chunks : chunks.with(chunks.length - 1, sealed(open))).concat(next);
  }

  private insertNearTheEnd(index: number, { at, value }: Sample, mark: number): boolean {
    const newest = this.chunks[this.chunks.length - 1];
    const place = newest === undefined ? 0 : index + this.skipped - newest.start;
    if (!(newest instanceof SampleChunk) || index === 0 || place <= 0 || newest.count - place > NEAR_THE_END) return false;
    const { times, values, marks } = newest.columns(place);
    newest.cut(place);
    this.length -= times.length;
    this.append(at, value, mark);
    times.forEach((time, number) => this.append(time, values[number] as number, marks[number] as number));
    return true;
  }

  /** Writes anew the chunk that an index lies in, or that it would follow; two where it has grown too long. */
  private rewrite(index: number, change: (all: ColumnsOfSamples, place: number) => void): void {
    const chunk = this.chunkOf(index);
    const number = this.chunks.indexOf(chunk);
    // What was let go of goes now: what comes in may be older.
    const skipped = number === 0 ? this.skipped : 0;
    const all = chunk.columns(skipped);
    const before = all.times.length;
    change(all, index + this.skipped - chunk.start - skipped);
    this.skipped -= skipped;
    this.length += all.times.length - before;
    this.chunks = this.chunks.toSpliced(number, 1, ...chunked(all));
    this.number();
  }

  private number(): void {
    let start = 0;
    for (const chunk of this.chunks) {
      chunk.start = start;
      start += chunk.count;
    }
  }

  private chunkOf(index: number): Chunk {
    const { chunks } = this;
    const place = index + this.skipped;
    let number = chunks.length - 1;
    let chunk = chunks[number] as Chunk;
    while (chunk.start > place) {
      number -= 1;
      chunk = chunks[number] as Chunk;
    }
    return chunk;
  }

  /** The chunk that an index lies in, as one that can be written to. */
  private openedAt(index: number): SampleChunk {
    const chunk = this.chunkOf(index);
    if (chunk instanceof SampleChunk) return chunk;
    const opened = chunkOf(chunk.columns());
    opened.start = chunk.start;
    this.chunks = this.chunks.with(this.chunks.indexOf(chunk), opened);
    return opened;
  }

  private markOf({ at, suspect, since, bound }: Sample): number {
    if (since !== undefined) (this.sinces ??= new Map()).set(at, since);
    return (suspect === true ? SUSPECT : 0) + (bound === undefined ? 0 : bound === 'at-least' ? AT_LEAST : AT_MOST) + (since === undefined ? 0 : SINCE);
  }

  private marked(sample: Sample, mark: number): Sample {
    const since = mark & SINCE ? this.sinces?.get(sample.at) : undefined;
    const bound: Bound | undefined = mark & AT_LEAST ? 'at-least' : mark & AT_MOST ? 'at-most' : undefined;
    return { ...sample, ...(mark & SUSPECT ? { suspect: true } : {}), ...(since === undefined ? {} : { since }), ...(bound === undefined ? {} : { bound }) };
  }
}

/** In one chunk, or in two halves; none of nothing. */
function chunked(all: ColumnsOfSamples): readonly SampleChunk[] {
  const count = all.times.length;
  const ends = count > SampleChunk.MOST ? [count >> 1, count] : count > 0 ? [count] : [];
  return ends.map((end, part) => {
    const from = ends[part - 1] ?? 0;
    return chunkOf({ times: all.times.slice(from, end), values: all.values.slice(from, end), marks: all.marks.slice(from, end) });
  });
}

function chunkOf(all: ColumnsOfSamples): SampleChunk {
  const chunk = new SampleChunk(0);
  chunk.encode(all);
  return chunk;
}

/** A chunk that nothing more is added to, in as little as it can be kept. */
function sealed(open: SampleChunk): Chunk {
  open.trim();
  const chunk = SealedChunk.of(open.columns(), open.start);
  return chunk === undefined || chunk.bytes > open.bytes ? open : chunk;
}
