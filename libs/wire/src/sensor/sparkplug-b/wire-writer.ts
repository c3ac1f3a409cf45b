import { FIXED_32, FIXED_64, LENGTH, VARINT } from './wire-reader.ts';

/** Writes the wire format of Protocol Buffers, field by field. */
export class WireWriter {
  private readonly bytes: number[] = [];

  varint(field: number, value: number | bigint): this {
    return this.key(field, VARINT).push(BigInt(value));
  }

  float(field: number, value: number): this {
    const view = new DataView(new ArrayBuffer(4));
    view.setFloat32(0, value, true);
    return this.key(field, FIXED_32).append(new Uint8Array(view.buffer));
  }

  double(field: number, value: number): this {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value, true);
    return this.key(field, FIXED_64).append(new Uint8Array(view.buffer));
  }

  content(field: number, bytes: Uint8Array): this {
    return this.key(field, LENGTH).push(BigInt(bytes.length)).append(bytes);
  }

  finish(): Uint8Array {
    return Uint8Array.from(this.bytes);
  }

  private key(field: number, type: number): this {
    return this.push(BigInt(field * 8 + type));
  }

  private push(value: bigint): this {
    let rest = BigInt.asUintN(64, value);
    while (rest > 0x7fn) {
      this.bytes.push(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    this.bytes.push(Number(rest));
    return this;
  }

  private append(bytes: Uint8Array): this {
    for (const byte of bytes) this.bytes.push(byte);
    return this;
  }
}
