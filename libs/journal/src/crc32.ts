/** One remainder per byte value, for the reflected polynomial of IEEE 802.3. */
const REMAINDERS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
  return remainder;
});

/**
 * CRC-32 as in IEEE 802.3, zip and PNG: an unsigned 32-bit number. Give the checksum of what came before as `previous`
 * to go on with it. Written here because `zlib.crc32` begins with Node 22 and we promise Node 20.
 */
export function crc32(bytes: Uint8Array, previous = 0): number {
  let crc = ~previous;
  for (let i = 0; i < bytes.length; i++) crc = (crc >>> 8) ^ (REMAINDERS[(crc ^ (bytes[i] as number)) & 0xff] as number);
  return ~crc >>> 0;
}
