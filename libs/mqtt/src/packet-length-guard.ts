/**
 * Watches a client's bytes go by and tells whether every MQTT packet in them is short enough: call it with each chunk in
 * order; false means that a packet has announced more than `limit` bytes after its fixed header, or a length that MQTT does
 * not know. It reads the announcement, so it knows before the bytes have come: the parser would collect up to 256 MB first.
 *
 * The fixed header is one byte of kind and one to four of length, seven bits in each, lowest first (MQTT 3.1.1 §2.2.3).
 */
export function packetLengthGuard(limit: number): (chunk: Uint8Array) => boolean {
  let bodyLeft = 0;
  let kindSeen = false;
  let length = 0;
  let shift = 0;

  return (chunk) => {
    let at = 0;
    while (at < chunk.length) {
      if (bodyLeft > 0) {
        const step = Math.min(bodyLeft, chunk.length - at);
        bodyLeft -= step;
        at += step;
        continue;
      }
      const byte = chunk[at++] as number;
      if (!kindSeen) {
        kindSeen = true;
        continue;
      }
      length += (byte & 0x7f) * 2 ** shift;
      shift += 7;
      if (length > limit) return false;
      if (byte & 0x80) {
        if (shift > 21) return false;
        continue;
      }
      bodyLeft = length;
      kindSeen = false;
      length = 0;
      shift = 0;
    }
    return true;
  };
}
