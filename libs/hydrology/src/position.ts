/** Longitude and latitude in degrees, WGS 84, in GeoJSON's order (RFC 7946 §3.1.1). */
export type Position = readonly [longitude: number, latitude: number];

/** A closed ring of positions: the first equals the last (RFC 7946 §3.1.6). */
export type Ring = readonly Position[];

const METRES_PER_DEGREE = 111_320;

/**
 * Metres east and north of `origin`. Flat-earth: right to better than 0.1 % across a town, which is all it is for.
 */
export function metresFrom(origin: Position, to: Position): { readonly east: number; readonly north: number } {
  const cosLatitude = Math.cos((origin[1] * Math.PI) / 180);
  return {
    east: (to[0] - origin[0]) * METRES_PER_DEGREE * cosLatitude,
    north: (to[1] - origin[1]) * METRES_PER_DEGREE,
  };
}

/** Metres between two places of one town. */
export function distanceBetween(one: Position, other: Position): number {
  const { east, north } = metresFrom(one, other);
  return Math.hypot(east, north);
}
