import { z } from 'zod';
import { positionField, ringField } from './fields.ts';
import type { GeoJsonFeatureCollection, MapLayer } from './town.ts';

/** The layers of the base map in drawing order, from the ground up. */
export const MAP_LAYERS: readonly MapLayer['id'][] = ['land', 'water', 'green', 'built-up', 'streams', 'roads', 'labels'];

export const mapFileName = (layer: MapLayer['id']): string => `map/${layer}.geojson`;

const line = z.array(positionField).min(2);
const GEOMETRIES = 'a Point, LineString, Polygon or the Multi form of one';

const geometry = z.discriminatedUnion(
  'type',
  [
    z.object({ type: z.literal('Point'), coordinates: positionField }),
    z.object({ type: z.literal('MultiPoint'), coordinates: z.array(positionField) }),
    z.object({ type: z.literal('LineString'), coordinates: line }),
    z.object({ type: z.literal('MultiLineString'), coordinates: z.array(line) }),
    z.object({ type: z.literal('Polygon'), coordinates: z.array(ringField).min(1) }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ringField).min(1)) }),
  ],
  { error: (issue) => (issue.code === 'invalid_union' ? GEOMETRIES : undefined) },
);

const PROPERTY = 'a text, a number, true, false or null';

const feature = z.object({
  type: z.literal('Feature'),
  properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()], PROPERTY)),
  geometry,
});

/**
 * map/<layer>.geojson: one layer of the town's own base map (RFC 7946, two-dimensional). Foreign members are allowed
 * there and dropped here.
 */
export const mapFile: z.ZodType<GeoJsonFeatureCollection> = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(feature),
});

const label = z.object({
  type: z.literal('Feature'),
  properties: z.looseObject({ name: z.string('the text of the label') }),
  geometry: z.object({ type: z.literal('Point') }),
});

/** map/labels.geojson: points with a `name` each. */
export const labelsFile = z.object({ features: z.array(label) });
