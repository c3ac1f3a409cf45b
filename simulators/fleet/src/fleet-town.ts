import { parseTown } from '@voldgrav/wire';
import { edgeDeviceId } from './edge-node.ts';
import { type FleetLanguage, languageAt } from './fleet-language.ts';
import { fleetSensors, LEVELS, MOST_RAIN_MM, NEIGHBOURHOOD } from './fleet-sensor.ts';

/** Degrees between two neighbourhoods: some 100 m, so that 10,000 sensors lie within 3 km. */
const STEP = 0.001;
const ROW = 25;

interface Place {
  readonly longitude: number;
  readonly latitude: number;
}

/**
 * A town for a fleet of `count` sensors: `base` by its files' texts (as `parseTown` takes them), grown by whole neighbourhoods,
 * each with a catchment, a basin and a rule, because a town of sensors alone would cost nothing to watch. Those of its sensors that
 * speak Sparkplug are entered as devices. Throws when `base` is no valid town.
 */
export function fleetTown(base: ReadonlyMap<string, string>, count: number, language: FleetLanguage | 'mixed' = 'json'): ReadonlyMap<string, string> {
  const parsed = parseTown(base);
  const organisation = parsed.ok ? parsed.town.organisations[0]?.id : undefined;
  if (!parsed.ok || organisation === undefined) throw new Error('The town to grow a fleet in is not valid; check-town tells why');
  const [west, south] = parsed.town.view.centre;
  const sensors = fleetSensors(count);
  const placeOf = (number: number): Place => ({ longitude: west + (number % ROW) * STEP, latitude: south + Math.floor(number / ROW) * STEP });
  const hoods = Array.from({ length: Math.floor(count / NEIGHBOURHOOD.sensors) }, (_, number) => ({
    number,
    place: placeOf(number),
    organisation,
    ids: sensors.slice(number * NEIGHBOURHOOD.sensors, (number + 1) * NEIGHBOURHOOD.sensors).map(({ id }) => id),
  }));
  const grown = new Map(base);
  const grow = (file: string, entries: readonly string[]) => grown.set(file, `${base.get(file) ?? ''}\n${entries.join('')}`);
  grow('sensors.yaml', sensors.map(({ id, quantity }, index) => sensorEntry(id, quantity === 'rain_mm', placeOf(Math.floor(index / NEIGHBOURHOOD.sensors)), organisation)));
  grow('catchments.yaml', hoods.map(catchmentEntry));
  grow('assets.yaml', hoods.map(basinEntry));
  grow('rules.yaml', hoods.map(ruleEntry));
  const isEdgeNode = (place: number): boolean => (language === 'mixed' ? languageAt(place) : language) === 'sparkplug-b';
  grow('sources.yaml', sensors.filter((_, place) => isEdgeNode(place)).map(({ id }) => deviceEntry(id)));
  return grown;
}

interface Hood {
  readonly number: number;
  readonly place: Place;
  readonly organisation: string;
  readonly ids: readonly string[];
}

const pair = ({ longitude, latitude }: Place, east = 0, north = 0): string => `[${(longitude + east).toFixed(5)}, ${(latitude + north).toFixed(5)}]`;

const sensorEntry = (id: string, isGauge: boolean, place: Place, organisation: string): string => `  - id: ${id}
    name: ${id}
    kind: ${isGauge ? 'rain-gauge' : 'level-sensor'}
    quantity: ${isGauge ? 'rain_mm' : 'level_m'}
    position: ${pair(place)}
    expected_interval_s: 60
    plausible: ${isGauge ? `[0, ${MOST_RAIN_MM}]` : `[${LEVELS.low}, ${LEVELS.high}]`}
    organisation: ${organisation}
`;

const deviceEntry = (id: string): string => `  - id: ${edgeDeviceId(id)}
    sensor: ${id}
`;

const catchmentEntry = ({ number, place, organisation, ids }: Hood): string => `  - id: fleet-catchment-${number}
    name: Fleet ${number}
    kind: urban
    area_ha: 10
    impervious_share: 0.3
    reduction_factor: 0.9
    initial_loss_mm: 0.6
    initial_loss_recovery_min: 60
    time_of_concentration_min: 20
    gauges: [${ids.slice(0, NEIGHBOURHOOD.gauges).join(', ')}]
    organisation: ${organisation}
    ring: [${pair(place)}, ${pair(place, STEP)}, ${pair(place, STEP, STEP)}, ${pair(place)}]
`;

const basinEntry = ({ number, place, organisation, ids }: Hood): string => `  - id: fleet-basin-${number}
    kind: basin
    name: Fleet ${number}
    position: ${pair(place)}
    organisation: ${organisation}
    catchment: fleet-catchment-${number}
    storage:
      - { level_m: ${LEVELS.low}, volume_m3: 0 }
      - { level_m: ${LEVELS.high}, volume_m3: 900 }
    crest_m: ${LEVELS.high}
    outlet_lps: 10
    level_sensor: ${ids[NEIGHBOURHOOD.gauges] ?? ''}
    design_return_period_years: 5
    design_climate_factor: 1.0
    ring: [${pair(place)}, ${pair(place, STEP / 4)}, ${pair(place, STEP / 4, STEP / 4)}, ${pair(place)}]
`;

const said = (text: string): string => `{ da: '${text}', en: '${text}' }`;

const ruleEntry = ({ number, organisation }: Hood): string => `  - id: fleet-rule-${number}
    name: ${said(`Fleet ${number}`)}
    asset: fleet-basin-${number}
    measure: { kind: water-level }
    abnormal: above
    set_point: ${LEVELS.high - 0.1}
    deadband: 0.1
    on_delay_s: 60
    off_delay_s: 300
    severity: 1
    cause: ${said('Load')}
    consequence: ${said('None')}
    response: ${said('None')}
    minutes_to_respond: 20
    organisation: ${organisation}
`;
