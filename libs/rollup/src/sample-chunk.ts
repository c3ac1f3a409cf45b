import { columnsFrom, type ColumnsOfSamples } from './columns-of-samples.ts';
import { placesUntil } from './places-until.ts';

const MOST = 512;
const FEWEST = 16;
/** With so many, one that does not fit begins another chunk: to write all of them wider for its sake would cost more. */
const ENOUGH = 64;
/** Decimals that sensors speak with. */
const SCALES = [1, 10, 100, 1_000, 10_000] as const;
/** The scale of values that are kept as they are. */
const RAW = 0;
const WIDTHS = [Int16Array, Int32Array] as const;
/** Most sensors speak on a whole second, and keep whole seconds between their words, more or less: then a missed word fits beside the others. */
const UNITS = [1_000, 1] as const;

type Words = Int16Array | Int32Array | Float64Array;

/**
 * The newest samples of one series in time order, to the last bit: mostly in four bytes each. Times are kept as what they
 * differ from an even beat, values as what they differ from the first in their last decimal; what does not fit is kept wider, and
 * values of many decimals as they are.
 */
export class SampleChunk {
  /** Samples in one at most. */
  static readonly MOST = MOST;
  count = 0;
  /** Its first sample's number in the series, which the series keeps right. */
  start: number;
  /** The time of the first. */
  firstAt = 0;
  /** The decimals that were enough so far. */
  private scale: number;
  /** Times are so many ms apart, or a multiple of it. */
  private unit: number;
  private step = 0;
  /** The first value, in the last decimal. */
  private origin = 0;
  private words: Words = new Int16Array(2 * FEWEST);
  private marks: Uint8Array | undefined;

  /** What was enough for the chunk `before` is tried first. */
  constructor(start: number, before?: SampleChunk) {
    this.start = start;
    this.scale = before?.scale ?? SCALES[0];
    this.unit = before?.unit ?? UNITS[0];
  }

  timeAt(place: number): number {
    return this.firstAt + place * this.step + (this.words[2 * place] as number) * this.unit;
  }

  valueAt(place: number): number {
    const word = this.words[2 * place + 1] as number;
    return this.scale === RAW ? word : (word + this.origin) / this.scale;
  }

  markAt(place: number): number {
    return this.marks === undefined ? 0 : (this.marks[place] as number);
  }

  /** What its columns take, without the object itself. */
  get bytes(): number {
    return this.words.byteLength + (this.marks?.byteLength ?? 0);
  }

  /** How many samples lie at or before `at`. */
  countUntil(at: number): number {
    return placesUntil(this, this.count, timeInChunk, at);
  }

  /** Adds a sample that comes after all others. False when it is full, or better off without this one: it belongs into another then. */
  append(at: number, value: number, mark: number): boolean {
    const { count } = this;
    if (count === MOST) return false;
    if (count === 0) this.beginWith(at, value);
    else if (count === 1) this.step = beatOf(at - this.firstAt);
    if (2 * count === this.words.length) this.words = longer(this.words, 2 * roomFor(count + 1));
    if (!this.write(count, at, value)) {
      if (count >= ENOUGH) return false;
      const all = this.columns();
      all.times.push(at);
      all.values.push(value);
      all.marks.push(mark);
      this.encode(all);
      return true;
    }
    this.count += 1;
    if (mark !== 0 || this.marks !== undefined) this.mark(count, mark);
    return true;
  }

  /** The value at a place is another now. */
  replace(place: number, value: number, mark: number): void {
    if (place === 0 || !this.write(place, this.timeAt(place), value)) {
      const all = this.columns();
      all.values[place] = value;
      this.encode(all);
    }
    if (mark !== 0 || this.marks !== undefined) this.mark(place, mark);
  }

  /** Gives back the room that nothing more will need. */
  trim(): void {
    if (this.words.length > 2 * this.count) this.words = this.words.slice(0, 2 * this.count);
    if (this.marks !== undefined && this.marks.length > this.count) this.marks = this.marks.slice(0, this.count);
  }

  /** Forgets all from a place on, which is not the first. */
  cut(place: number): void {
    this.count = place;
  }

  /** All from a place on. */
  columns(from = 0): ColumnsOfSamples {
    return columnsFrom(this, from);
  }

  /** Holds these, `MOST` at most, instead of what it held. */
  encode(all: ColumnsOfSamples): void {
    const room = 2 * roomFor(all.times.length);
    const [first = 0] = all.times;
    this.unit = UNITS.find((unit) => all.times.every((at) => (at - first) % unit === 0)) ?? UNITS[1];
    const isWritten = WIDTHS.some((Width) => SCALES.some((scale) => this.encodeAs(all, new Width(room), scale)));
    if (!isWritten) this.encodeAs(all, new Float64Array(room), RAW);
    this.marks = undefined;
    all.marks.forEach((mark, place) => mark !== 0 && this.mark(place, mark));
  }

  private encodeAs({ times, values }: ColumnsOfSamples, words: Words, scale: number): boolean {
    this.words = words;
    this.scale = scale;
    this.count = times.length;
    this.beginWith(times[0] as number, values[0] as number);
    if (times.length > 1) this.step = beatOf(((times.at(-1) as number) - this.firstAt) / (times.length - 1));
    return times.every((at, place) => this.write(place, at, values[place] as number));
  }

  private beginWith(at: number, value: number): void {
    this.firstAt = at;
    this.step = 0;
    this.origin = this.scale === RAW ? 0 : Math.round(value * this.scale);
  }

  /** False where the words cannot hold it: it is read again to find out. */
  private write(place: number, at: number, value: number): boolean {
    const { words, scale } = this;
    const timeBefore = words[2 * place] as number;
    const valueBefore = words[2 * place + 1] as number;
    words[2 * place] = (at - this.firstAt - place * this.step) / this.unit;
    words[2 * place + 1] = scale === RAW ? value : Math.round(value * scale) - this.origin;
    if (Object.is(this.timeAt(place), at) && Object.is(this.valueAt(place), value)) return true;
    words[2 * place] = timeBefore;
    words[2 * place + 1] = valueBefore;
    return false;
  }

  private mark(place: number, mark: number): void {
    if (this.marks === undefined || this.marks.length <= place) {
      const marks = new Uint8Array(Math.max(roomFor(place + 1), this.count));
      marks.set(this.marks ?? []);
      this.marks = marks;
    }
    this.marks[place] = mark;
  }
}

/** Half as many again at most lie idle. */
const roomFor = (count: number): number => Math.min(MOST, Math.max(FEWEST, Math.ceil(1.5 * (count - 1))));

const beatOf = (step: number): number => Math.round(step / UNITS[0]) * UNITS[0] || Math.round(step);

function longer(words: Words, length: number): Words {
  const larger = words instanceof Int16Array ? new Int16Array(length) : words instanceof Int32Array ? new Int32Array(length) : new Float64Array(length);
  larger.set(words);
  return larger;
}

const timeInChunk = (chunk: SampleChunk, place: number): number => chunk.timeAt(place);
