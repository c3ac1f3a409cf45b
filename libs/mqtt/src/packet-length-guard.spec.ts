import { describe, expect, it } from 'vitest';
import { packetLengthGuard } from './packet-length-guard.ts';

const PUBLISH = 0x30;
const PING = [0xc0, 0x00];
const body = (length: number): number[] => new Array<number>(length).fill(0x99);
const bytes = (...parts: readonly (number | readonly number[])[]): Uint8Array => Uint8Array.from(parts.flat());

describe('the guard on packet length', () => {
  it('lets a packet of exactly the limit pass, and stops one byte more before its body has come', () => {
    expect(packetLengthGuard(100)(bytes(PUBLISH, 100, body(100)))).toBe(true);
    expect(packetLengthGuard(100)(bytes(PUBLISH, 101))).toBe(false);
  });

  // §2.2.3 Table 2.4: 16,383 is 0xFF 0x7F and 16,384 is 0x80 0x80 0x01.
  it('reads a length of several bytes', () => {
    expect(packetLengthGuard(16_383)(bytes(PUBLISH, 0xff, 0x7f))).toBe(true);
    expect(packetLengthGuard(16_383)(bytes(PUBLISH, 0x80, 0x80, 0x01))).toBe(false);
  });

  it('finds a long packet after short ones, and takes no byte of a body for a header', () => {
    const guard = packetLengthGuard(10);
    expect(guard(bytes(PING, PUBLISH, 3, body(3), PING))).toBe(true);
    expect(guard(bytes(PUBLISH, 11))).toBe(false);
  });

  it('reads on where the last chunk was cut, be it in the header or in the body', () => {
    const stream = bytes(PUBLISH, 0x81, 0x01, body(129), PUBLISH, 0x82, 0x01);
    const guard = packetLengthGuard(129);
    const answers = [...stream].map((byte) => guard(Uint8Array.of(byte)));
    expect(answers.slice(0, -1).every(Boolean)).toBe(true);
    expect(answers.at(-1)).toBe(false);
  });

  it('stops a length of more than four bytes', () => {
    expect(packetLengthGuard(2 ** 30)(bytes(PUBLISH, 0x80, 0x80, 0x80, 0x80))).toBe(false);
  });
});
