import { instant } from '@voldgrav/hydrology';
import type { Series } from '@voldgrav/pipeline';
import { type Rollup, ROLLUP_RESOLUTIONS } from '@voldgrav/rollup';
import { archiveOver, type ArchiveOptions, type KeptArchive } from '../archive/archive-over.ts';
import type { ObservationStore } from '../archive/observation-store.ts';
import { type InfluxAddress, InfluxLink } from './influx-link.ts';
import {
  ALL_QUANTITIES,
  emptied,
  JOINED_COLUMNS,
  OBSERVATION_COLUMNS,
  observationOf,
  pointOf,
  ROLLUP_COLUMNS,
  rollupMeasurement,
  rollupOf,
  rollupPoint,
  SCHEMA,
} from './influx-points.ts';
import { putPoints, type RefusedPoint } from './put-points.ts';
import { inHalves } from './in-halves.ts';
import { nameOf, selectSeries, sensorIs, within } from './select-series.ts';

/** What the store will never take, and why. */
export interface RefusedByStore {
  readonly sensor: string;
  /** The point as JSON. */
  readonly line: string;
  readonly reason: string;
}

export interface InfluxOptions extends InfluxAddress, ArchiveOptions {
  /** The sensors there are: no other name becomes a tag. Absent: whoever appends has seen to it. */
  readonly sensors?: ReadonlySet<string>;
  readonly onRefused: (refused: RefusedByStore) => void;
}

const COLUMNS = OBSERVATION_COLUMNS.map((name) => `"${name}"`).join(', ');
const STATEMENTS_AT_ONCE = 100;

/** Observations in InfluxDB, or in what answers its 1.x API. Nothing is asked of it before the first call; every call rejects while it does not answer. */
export const openInfluxArchive = (options: InfluxOptions): KeptArchive => archiveOver(influxStore(options), options);

function influxStore({ sensors, onRefused, rawSince: _, ...address }: InfluxOptions): ObservationStore {
  const link = new InfluxLink(address, SCHEMA);
  const ask = (statements: readonly string[]) => link.ask(statements);

  const putAside = ({ point, reason }: RefusedPoint): void => onRefused({ sensor: point.tags?.['sensor'] ?? '', line: JSON.stringify(point), reason });
  const isRegistered = ({ sensor }: Series): boolean => sensors?.has(sensor) ?? true;

  async function put(points: Parameters<InfluxLink['write']>[0]): Promise<void> {
    for (const refused of await putPoints((some) => link.write(some), points)) putAside(refused);
  }

  return {
    async put(observations) {
      for (const each of observations) if (!isRegistered(each)) putAside({ point: pointOf(each), reason: 'this sensor is not in the registry' });
      await put(observations.filter(isRegistered).map(pointOf));
    },
    async ranges(queries) {
      const rows = await selectSeries(ask, OBSERVATION_COLUMNS, queries.map(({ sensor, quantity, window }) => ({ measurement: quantity, sensor, window })));
      return rows.map((found, index) => found.map((row) => observationOf(row, queries[index] as Series)));
    },
    async latest(series) {
      const statements = series.map((each) => `SELECT ${COLUMNS} FROM ${nameOf(each.quantity)} WHERE ${sensorIs(each.sensor)} ORDER BY time DESC LIMIT 1`);
      const answers: (readonly { readonly values: readonly (readonly unknown[])[] }[])[] = [];
      for (let first = 0; first < statements.length; first += STATEMENTS_AT_ONCE) answers.push(...(await ask(statements.slice(first, first + STATEMENTS_AT_ONCE))));
      return series.map((each, index) => {
        const row = answers[index]?.[0]?.values[0];
        return row && observationOf(row, each);
      });
    },
    async earliest({ sensor, quantity }) {
      const [answer] = await ask([`SELECT "value" FROM ${nameOf(quantity)} WHERE ${sensorIs(sensor)} ORDER BY time ASC LIMIT 1`]);
      const at = answer?.[0]?.values[0]?.[0];
      return typeof at === 'number' ? instant(at) : undefined;
    },
    async putRollups(resolution, windows) {
      const rollups = windows.flatMap((window) => [...window.rollups, ...window.emptied.map(emptied)].map((rollup) => rollupPoint(window, resolution, rollup)));
      await put(rollups);
    },
    async rollups(queries) {
      const questions = queries.map(({ sensor, quantity, resolution, window, joined }) => ({ measurement: rollupMeasurement(quantity, resolution), sensor, window, joined }));
      const columns = questions[0]?.joined === undefined ? ROLLUP_COLUMNS : JOINED_COLUMNS;
      const [earlier, later] = await Promise.all(inHalves(questions).map((half) => selectSeries(ask, columns, half)));
      const rows = (earlier ?? []).map((found, index) => [...found, ...(later?.[index] ?? [])]);
      return rows.map((found) => found.map((row): Rollup => rollupOf(row)).filter(({ count }) => count > 0));
    },
    async forget(kept, until) {
      const measurements = ALL_QUANTITIES.map((quantity) => (kept === 'observations' ? quantity : rollupMeasurement(quantity, kept)));
      await ask(measurements.map((measurement) => `DELETE FROM ${nameOf(measurement)} WHERE time <= ${until}ms`));
    },
    async remove({ sensor, quantity, window }) {
      await ask([`DELETE FROM ${nameOf(quantity)} WHERE ${sensorIs(sensor)} AND ${within(window)}`]);
    },
    async series() {
      const measurements = (quantity: (typeof ALL_QUANTITIES)[number]) => [quantity, ...ROLLUP_RESOLUTIONS.map((resolution) => rollupMeasurement(quantity, resolution))];
      const answers = await ask(ALL_QUANTITIES.map((quantity) => `SHOW TAG VALUES FROM ${measurements(quantity).map(nameOf).join(', ')} WITH KEY = "sensor"`));
      return ALL_QUANTITIES.flatMap((quantity, index) => {
        const names = new Set(answers[index]?.flatMap(({ values }) => values.map(([, sensor]) => String(sensor))));
        return [...names].sort().map((sensor) => ({ sensor, quantity }));
      });
    },
    reachable: () => link.reachable(),
    close: () => link.close(),
  };
}
