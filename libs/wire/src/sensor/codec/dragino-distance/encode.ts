/** What a Dragino distance sensor sends on port 2. */
export interface DraginoFrame {
  readonly batteryV: number;
  readonly distanceMm: number;
}

export function encodeDraginoDistance({ batteryV, distanceMm }: DraginoFrame): Uint8Array {
  const battery = Math.round(batteryV * 1000);
  const interrupt = 0;
  return Uint8Array.from([battery >> 8, battery & 0xff, distanceMm >> 8, distanceMm & 0xff, interrupt]);
}
