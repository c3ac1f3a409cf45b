/**
 * Reads the wire format of Protocol Buffers: one field after the other, each under its number. Throws a RangeError for
 * bytes that end too soon or are no fields; whoever reads a whole message catches it.
 */
export class WireReader {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private place = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The next field's number and wire type; undefined at the end. Its content must be read, or skipped, before the next. */
  field(): { readonly number: number; readonly type: number } | undefined {
    if (this.place >= this.bytes.length) return undefined;
    const key = this.varint();
    return { number: Math.floor(key / 8), type: key % 8 };
  }

  /** A whole number; beyond 2⁵³ it is only near, see `bigVarint`. */
  varint(): number {
    return Number(this.bigVarint());
  }

  /** A whole number of up to 64 bits, unsigned. */
  bigVarint(): bigint {
    let low = 0;
    let factor = 1;
    for (let count = 0; count < LONGEST_SMALL; count += 1) {
      const byte = this.byte();
      low += (byte & 0x7f) * factor;
      if (byte < 0x80) return BigInt(low);
      factor *= 128;
    }
    let value = BigInt(low);
    for (let count = LONGEST_SMALL; count < LONGEST; count += 1) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << BigInt(7 * count);
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new RangeError('a number of more than ten bytes');
  }

  float(): number {
    return this.view.getFloat32(this.forward(4), true);
  }

  double(): number {
    return this.view.getFloat64(this.forward(8), true);
  }

  /** Text, bytes or a message inside this one. */
  content(): Uint8Array {
    const length = this.varint();
    const start = this.forward(length);
    return this.bytes.subarray(start, start + length);
  }

  skip(type: number): void {
    if (type === VARINT) this.bigVarint();
    else if (type === FIXED_64) this.forward(8);
    else if (type === LENGTH) this.content();
    else if (type === FIXED_32) this.forward(4);
    else throw new RangeError(`wire type ${type}`);
  }

  private byte(): number {
    return this.bytes[this.forward(1)] ?? 0;
  }

  /** Moves on by `length` and tells where it was. */
  private forward(length: number): number {
    const start = this.place;
    if (start + length > this.bytes.length) throw new RangeError(`cut off after ${this.bytes.length} bytes`);
    this.place = start + length;
    return start;
  }
}

export const VARINT = 0;
export const FIXED_64 = 1;
export const LENGTH = 2;
export const FIXED_32 = 5;

/** Bytes of a number that a double holds exactly, and of any. */
const LONGEST_SMALL = 7;
const LONGEST = 10;
