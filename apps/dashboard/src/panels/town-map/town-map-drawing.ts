import type { LiveBasin, LiveCatchment, LiveSensor, TownAnswer } from '@voldgrav/wire';
import L from 'leaflet';
import { drawBaseMap } from './base-map.ts';
import { basinGlyph } from './basin-glyph.ts';
import { sensorState } from './sensor-state.ts';
import { rainStep } from './rain-step.ts';

type Sensor = TownAnswer['sensors'][number];

/** The words the map needs; numbers are already written in the reader's language. */
export interface MapWords {
  readonly basin: (basin: LiveBasin, name: string) => string;
  readonly sensor: (sensor: Sensor, newest: LiveSensor | undefined) => string;
  readonly catchment: (name: string, rain: LiveCatchment | undefined) => string;
  readonly millimetres: (mm: number) => string;
}

export interface MapPicture {
  readonly basins: ReadonlyMap<string, LiveBasin>;
  readonly catchments: ReadonlyMap<string, LiveCatchment>;
  readonly sensors: ReadonlyMap<string, LiveSensor>;
  readonly selected: string | undefined;
  readonly now: number;
}

const at = ([longitude, latitude]: readonly [number, number]): L.LatLngTuple => [latitude, longitude];
const PADDING: L.PointTuple = [10, 10];
/** Pixels around a basin's glyph that a catchment's label keeps out of. */
const GLYPH_CLEARANCE = { x: 44, y: 36 } as const;
/** Further away from its catchment's middle a label would seem to be another's. */
const FURTHEST_MOVE = 60;
/** A catchment that is narrower than this on the screen has no room for its name; its rain is still written. */
const NARROWEST_WITH_NAME = 85;
/** Further out than this from the zoom that holds the town without its fields, the map's own names would stand on the rain. */
const NAMES_FROM = 0.3;

/** One Leaflet map of one town: drawn once, then only what has changed is touched. */
export class TownMapDrawing {
  private readonly map: L.Map;
  private readonly town: TownAnswer;
  private readonly bounds: L.LatLngBounds;
  private readonly catchments = new Map<string, { readonly area: L.Polygon; readonly label: L.Marker }>();
  private readonly basins = new Map<string, L.Marker>();
  private readonly sensors = new Map<string, L.CircleMarker>();
  private moved = false;
  private lastHeard = new Map<string, number>();

  constructor(element: HTMLElement, town: TownAnswer, onSelect: (basin: string) => void) {
    this.town = town;
    this.map = L.map(element, { zoomControl: false, attributionControl: town.tiles !== undefined, zoomSnap: 0.1, minZoom: 11, maxZoom: 18 });
    // Every catchment, the fields around the town too: what the desk's first sentence names is to be seen.
    this.bounds = L.latLngBounds(town.catchments.flatMap((each) => each.ring.map(at)));
    this.map.fitBounds(this.bounds, { padding: PADDING });
    L.control.zoom({ position: 'topright' }).addTo(this.map);
    if (town.tiles !== undefined) L.tileLayer(town.tiles.url, { attribution: town.tiles.attribution }).addTo(this.map);
    drawBaseMap(this.map, town.map, new Set(town.catchments.map((each) => each.name)));
    this.addCatchments();
    this.addSensors();
    this.addBasins(onSelect);
    this.keepLabelsClear();
    this.map.on('zoomend', () => this.keepLabelsClear());
    this.map.on('dragstart zoomstart', (event) => {
      // A zoom that we ask for ourselves is no choice of the reader's.
      if (event.type === 'dragstart' || document.activeElement === element || element.matches(':hover')) this.moved = true;
    });
  }

  /** The container has a new size: the whole town again, unless the reader has chosen a view. */
  resized(): void {
    this.map.invalidateSize({ animate: false });
    if (!this.moved) this.map.fitBounds(this.bounds, { padding: PADDING, animate: false });
  }

  update(picture: MapPicture, words: MapWords): void {
    this.updateCatchments(picture, words);
    this.updateBasins(picture, words);
    this.updateSensors(picture, words);
  }

  remove(): void {
    this.map.remove();
  }

  private addCatchments(): void {
    for (const { id, ring } of this.town.catchments) {
      const area = L.polygon(ring.map(at), { className: 'catchment', weight: 1 }).addTo(this.map);
      const icon = L.divIcon({ className: 'catchment-rain', iconSize: [0, 0] });
      const label = L.marker(area.getBounds().getCenter(), { icon, interactive: false, keyboard: false }).addTo(this.map);
      this.catchments.set(id, { area, label });
    }
  }

  /** Moves a catchment's label down or up where a basin's glyph would lie on it, and leaves names out where there is no room for them. */
  private keepLabelsClear(): void {
    for (const { area, label } of this.catchments.values()) {
      const bounds = area.getBounds();
      const width = Math.abs(this.map.latLngToLayerPoint(bounds.getNorthEast()).x - this.map.latLngToLayerPoint(bounds.getSouthWest()).x);
      label.getElement()?.classList.toggle('narrow', width < NARROWEST_WITH_NAME);
      const spot = this.map.latLngToLayerPoint(label.getLatLng());
      const glyphs = [...this.basins.values()].map((basin) => this.map.latLngToLayerPoint(basin.getLatLng()).subtract(spot));
      const element = label.getElement();
      // Its two lines are centred on the spot: below a glyph they begin half a label further down, or above it where another one is below.
      const moves = glyphs.filter((away) => lies(away, 0)).flatMap((away) => [away.y + GLYPH_CLEARANCE.y, away.y - GLYPH_CLEARANCE.y]);
      const clear = [0, ...moves].find((down) => Math.abs(down) <= FURTHEST_MOVE && !glyphs.some((away) => lies(away, down)));
      if (element === undefined) continue;
      element.style.marginTop = `${clear ?? 0}px`;
      // Half a figure behind a glyph is worse than none: the colour and the words under the pointer still tell the rain.
      element.style.visibility = clear === undefined ? 'hidden' : 'visible';
    }
    const built = L.latLngBounds(this.town.catchments.filter(({ kind }) => kind === 'urban').flatMap(({ ring }) => ring.map(at)));
    const isFar = built.isValid() && this.map.getZoom() < this.map.getBoundsZoom(built, false, L.point(PADDING)) - NAMES_FROM;
    this.map.getContainer().classList.toggle('far', isFar);
  }

  private addSensors(): void {
    for (const { id, position, kind } of this.town.sensors) {
      const dot = L.circleMarker(at(position), { radius: kind === 'rain-gauge' ? 4 : 3, className: `sensor ${kind}`, weight: 1.5 }).addTo(this.map);
      dot.bindTooltip('', { direction: 'top', className: 'map-tip' });
      this.sensors.set(id, dot);
    }
  }

  private addBasins(onSelect: (basin: string) => void): void {
    for (const asset of this.town.assets.filter((each) => each.kind === 'basin')) {
      const icon = L.divIcon({ className: 'basin', iconSize: [30, 30] });
      const marker = L.marker(at(asset.position), { icon, keyboard: true, riseOnHover: true, zIndexOffset: 1000 }).addTo(this.map);
      marker.on('click', () => onSelect(asset.id));
      marker.on('keypress', (event) => (event).originalEvent.key === 'Enter' && onSelect(asset.id));
      marker.bindTooltip('', { direction: 'top', className: 'map-tip', offset: [0, -14] });
      this.basins.set(asset.id, marker);
    }
  }

  private updateCatchments({ catchments }: MapPicture, words: MapWords): void {
    for (const { id, name } of this.town.catchments) {
      const drawn = this.catchments.get(id);
      const rain = catchments.get(id);
      // No word of its gauges is not dry weather.
      const mm = rain === undefined || rain.completeness === 0 ? undefined : rain.rain30Mm;
      const area = drawn?.area.getElement();
      area?.setAttribute('class', `leaflet-interactive catchment ${mm === undefined ? 'unheard' : `rain-${rainStep(mm)}`}`);
      area?.setAttribute('tabindex', '-1');
      setLabel(drawn?.label, name, mm === undefined ? '?' : mm >= 0.1 ? words.millimetres(mm) : '');
      if (drawn !== undefined) setTip(drawn.area, words.catchment(name, rain));
    }
  }

  private updateBasins({ basins, selected }: MapPicture, words: MapWords): void {
    for (const [id, marker] of this.basins) {
      const basin = basins.get(id);
      const element = marker.getElement();
      if (basin === undefined || element === undefined) continue;
      const said = words.basin(basin, nameOf(this.town.assets, id));
      element.innerHTML = basinGlyph(basin);
      element.classList.toggle('selected', id === selected);
      element.setAttribute('role', 'button');
      element.setAttribute('aria-label', said);
      setTip(marker, said);
    }
  }

  private updateSensors({ sensors, now }: MapPicture, words: MapWords): void {
    for (const sensor of this.town.sensors) {
      const dot = this.sensors.get(sensor.id);
      const newest = sensors.get(sensor.id);
      if (dot === undefined) continue;
      const element = dot.getElement();
      element?.setAttribute('class', `leaflet-interactive sensor ${sensor.kind} ${sensorState(sensor, this.town.assets, newest, now)}`);
      // The basins can be reached by keyboard, and every sensor's word stands in a table: thirty stops on the way would be a maze.
      element?.setAttribute('tabindex', '-1');
      if (newest !== undefined && this.lastHeard.get(sensor.id) !== newest.phenomenonTime) {
        this.lastHeard.set(sensor.id, newest.phenomenonTime);
        element?.animate([{ strokeWidth: '7px', strokeOpacity: 0.5 }, { strokeWidth: '1.5px', strokeOpacity: 1 }], { duration: reduced() ? 0 : 700 });
      }
      setTip(dot, words.sensor(sensor, newest));
    }
  }
}

/** Whether a glyph lies on a label that is moved so many pixels down. */
const lies = (away: L.Point, down: number): boolean => Math.abs(away.x) < GLYPH_CLEARANCE.x && Math.abs(away.y - down) < GLYPH_CLEARANCE.y;

const reduced = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
const nameOf = (things: readonly { readonly id: string; readonly name: string }[], id: string): string => things.find((thing) => thing.id === id)?.name ?? id;

function setLabel(marker: L.Marker | undefined, name: string, rain: string): void {
  const element = marker?.getElement();
  if (element === undefined || element.dataset['rain'] === rain) return;
  element.dataset['rain'] = rain;
  const amount = document.createElement('b');
  amount.textContent = rain;
  element.replaceChildren(amount, name);
}

/** A tooltip's words as text: names come from a file. */
function setTip(layer: L.Layer, text: string): void {
  const tip = document.createElement('span');
  tip.textContent = text;
  if (layer.getTooltip() === undefined) layer.bindTooltip(tip, { className: 'map-tip', sticky: true });
  else layer.setTooltipContent(tip);
}
