import { columnsFrom, type ColumnsOfSamples } from './columns-of-samples.ts';
import { placesUntil } from './places-until.ts';

/** Decimals that sensors speak with. */
const SCALES = [1, 10, 100, 1_000, 10_000] as const;
/** Most sensors speak on a whole second. */
const UNITS = [60_000, 1_000, 1] as const;
/** Bits of one number at most: with the seven that it may begin behind, it still lies within four bytes. */
const MOST_BITS = 25;
/** Read beyond the last number. */
const SPARE = 3;

/** The scale of values that are kept as they are. */
const RAW = 0;

/** What one column of whole numbers is kept as: the least of them, and how many bits tell them apart from it. */
interface Packing {
  readonly least: number;
  readonly bits: number;
}

const NOTHING: Packing = { least: 0, bits: 0 };

interface Wording {
  readonly beat: Beat;
  readonly times: Packing;
  /** Values are whole numbers over this. */
  readonly scale: number;
  readonly values: Packing;
}

/**
 * Samples of one series that nothing more is added to, in as few bits as tell them apart, to the last bit: of each what its time differs
 * from an even beat, and its value from the least one in its last decimal. A dry gauge that speaks on the minute takes none at all,
 * a water level in millimetres that speaks a little off its second some twenty.
 */
export class SealedChunk {
  readonly count: number;
  /** Its first sample's number in the series, which the series keeps right. */
  start: number;
  /** The time of the first. */
  readonly firstAt: number;
  private readonly step: number;
  private readonly unit: number;
  private readonly scale: number;
  private readonly earliest: number;
  private readonly lowest: number;
  private readonly timeBits: number;
  private readonly valueBits: number;
  private readonly packed: Uint8Array;
  /** Values of many decimals, as they are. */
  private readonly raw: Float64Array | undefined;
  private readonly marks: Uint8Array | undefined;

  private constructor(all: ColumnsOfSamples, start: number, { beat, times, scale, values }: Wording) {
    this.count = all.times.length;
    this.start = start;
    this.firstAt = all.times[0] as number;
    [this.step, this.unit, this.scale] = [beat.step, beat.unit, scale];
    [this.earliest, this.timeBits, this.lowest, this.valueBits] = [times.least, times.bits, values.least, values.bits];
    this.packed = new Uint8Array(Math.ceil((this.count * (times.bits + values.bits)) / 8) + SPARE);
    this.raw = scale === RAW ? Float64Array.from(all.values) : undefined;
    this.marks = all.marks.some((mark) => mark !== 0) ? Uint8Array.from(all.marks) : undefined;
    for (let place = 0; place < this.count; place += 1) this.write(place, all.times[place] as number, all.values[place] as number);
  }

  /** These, one at least, as a chunk that begins at number `start`; undefined where their times are too uneven. */
  static of(all: ColumnsOfSamples, start: number): SealedChunk | undefined {
    const beat = beatOf(all.times);
    const times = packingOf(all.times.map((at, place) => (at - (all.times[0] as number) - place * beat.step) / beat.unit));
    if (times === undefined) return undefined;
    const scale = SCALES.find((each) => all.values.every((value) => isWhole(value, each)));
    const values = scale === undefined ? undefined : packingOf(all.values.map((value) => Math.round(value * scale)));
    return new SealedChunk(all, start, scale === undefined || values === undefined ? { beat, times, scale: RAW, values: NOTHING } : { beat, times, scale, values });
  }

  timeAt(place: number): number {
    return this.firstAt + place * this.step + (this.earliest + this.number(place * (this.timeBits + this.valueBits), this.timeBits)) * this.unit;
  }

  valueAt(place: number): number {
    if (this.raw !== undefined) return this.raw[place] as number;
    return (this.lowest + this.number(place * (this.timeBits + this.valueBits) + this.timeBits, this.valueBits)) / this.scale;
  }

  markAt(place: number): number {
    return this.marks === undefined ? 0 : (this.marks[place] as number);
  }

  /** What its columns take, without the object itself. */
  get bytes(): number {
    return this.packed.byteLength + (this.raw?.byteLength ?? 0) + (this.marks?.byteLength ?? 0);
  }

  /** How many samples lie at or before `at`. */
  countUntil(at: number): number {
    return placesUntil(this, this.count, timeInSealed, at);
  }

  /** All from a place on. */
  columns(from = 0): ColumnsOfSamples {
    return columnsFrom(this, from);
  }

  private number(from: number, bits: number): number {
    const { packed } = this;
    const byte = from >>> 3;
    const four = (packed[byte] as number) | ((packed[byte + 1] as number) << 8) | ((packed[byte + 2] as number) << 16) | ((packed[byte + 3] as number) << 24);
    return (four >>> (from & 7)) & ((1 << bits) - 1);
  }

  private write(place: number, at: number, value: number): void {
    const from = place * (this.timeBits + this.valueBits);
    this.put(from, (at - this.firstAt - place * this.step) / this.unit - this.earliest);
    if (this.scale !== RAW) this.put(from + this.timeBits, Math.round(value * this.scale) - this.lowest);
  }

  /** The bits must be 0 before. */
  private put(from: number, number: number): void {
    const { packed } = this;
    let rest = number << (from & 7);
    for (let byte = from >>> 3; rest !== 0; byte += 1, rest >>>= 8) packed[byte] = (packed[byte] as number) | (rest & 255);
  }
}

/** What times are counted from and in: `step` ms from one to the next, in whole `unit`s of ms. */
interface Beat {
  readonly step: number;
  readonly unit: number;
}

function beatOf(times: readonly number[]): Beat {
  const [first = 0] = times;
  const unit = UNITS.find((each) => times.every((at) => (at - first) % each === 0)) ?? 1;
  const mean = times.length < 2 ? 0 : ((times[times.length - 1] as number) - first) / (times.length - 1);
  return { unit, step: Math.round(mean / unit) * unit };
}

function packingOf(numbers: readonly number[]): Packing | undefined {
  const least = numbers.reduce((one, other) => Math.min(one, other), Infinity);
  const bits = bitsFor(numbers.reduce((one, other) => Math.max(one, other), -Infinity) - least);
  return bits > MOST_BITS ? undefined : { least, bits };
}

/** -0 is no whole number: it would come back as 0. */
const isWhole = (value: number, scale: number): boolean => Math.round(value * scale) / scale === value && !Object.is(value, -0);

const bitsFor = (most: number): number => (most < 2 ** 31 ? 32 - Math.clz32(most) : 32);

const timeInSealed = (chunk: SealedChunk, place: number): number => chunk.timeAt(place);
