import L from 'leaflet';
import type { TownAnswer } from '@voldgrav/wire';

type Feature = TownAnswer['map'][number]['geojson']['features'][number];

/** How each layer of the town's own map is drawn: by class, so that both themes colour it in one stylesheet. */
const WEIGHT: Readonly<Record<string, number>> = { main: 3, street: 1.1 };

/** The town's own name stands at the top of the page, and small places wait for a closer look than this map gives. */
const LABEL_KINDS_SHOWN = new Set(['water', 'district', 'stream']);

/** Draws the town's base map, layer by layer in the town's order, quiet and beneath everything else. */
export function drawBaseMap(map: L.Map, layers: TownAnswer['map'], namedElsewhere: ReadonlySet<string>): void {
  for (const { id, geojson } of layers) {
    const drawn = L.geoJSON(geojson, {
      interactive: false,
      style: (feature) => styleOf(id, feature?.properties as Feature['properties'] | undefined),
      filter: ({ geometry, properties }) => geometry.type !== 'Point' || isShown(properties as Feature['properties'], namedElsewhere),
      pointToLayer: (feature, position) => labelAt(position, feature.properties as Feature['properties']),
    });
    drawn.addTo(map);
  }
}

/** A district that is a catchment too has its name with the catchment's rain. */
const isShown = (label: Feature['properties'], namedElsewhere: ReadonlySet<string>): boolean =>
  LABEL_KINDS_SHOWN.has(String(label['kind'])) && !namedElsewhere.has(String(label['name']));

function styleOf(layer: string, properties: Feature['properties'] | undefined): L.PathOptions {
  const className = `base ${layer} ${String(properties?.['kind'] ?? properties?.['class'] ?? '')}`;
  const weight = layer === 'roads' ? (WEIGHT[String(properties?.['class'])] ?? 1) : layer === 'streams' ? 2 : 1;
  return { className, weight, fillOpacity: 1, opacity: 1 };
}

function labelAt(position: L.LatLng, properties: Feature['properties']): L.Marker {
  const icon = L.divIcon({ className: `map-label ${String(properties['kind'] ?? '')}`, html: '', iconSize: [0, 0] });
  const marker = L.marker(position, { icon, interactive: false, keyboard: false });
  // As text, never as markup: a town's file may hold any name.
  marker.on('add', () => {
    const element = marker.getElement();
    if (element !== undefined) element.textContent = String(properties['name'] ?? '');
  });
  return marker;
}
