import { instant, MINUTE, seconds } from '@voldgrav/hydrology';
import { type CheckName, checkPoint, compareGauges, FAIL, type GaugeMemory, neighbourhoodsOf, NEIGHBOUR_STEP_MINUTES, SUSPECT, usualLimits } from '@voldgrav/quality';
import { agreement, type Agreement } from './agreement.ts';
import type { Amsterdam, Place } from './amsterdam.ts';

/** Every value of the month that a check found suspect or failed, by the check. */
export type Found = ReadonlyMap<CheckName, readonly Place[]>;

/** Runs the month through the checks as the product does: neighbours side by side, each gauge in its own series. */
export function rainFaults({ positions, depths }: Amsterdam): Found {
  const found = new Map<CheckName, Place[]>();
  const note = (check: CheckName, place: Place) => {
    const places = found.get(check);
    if (places === undefined) found.set(check, [place]);
    else places.push(place);
  };
  const neighbourhoods = neighbourhoodsOf(positions);
  let memory: readonly GaugeMemory[] = [];
  depths.forEach((row, interval) => {
    const compared = compareGauges(memory, { depths: row, minutes: NEIGHBOUR_STEP_MINUTES }, neighbourhoods);
    memory = compared.memory;
    compared.results.forEach((results, gauge) => {
      for (const { check, flag } of results) if (flag === SUSPECT || flag === FAIL) note(check, { gauge, interval });
    });
  });
  positions.forEach((_, gauge) => {
    const series = depths.map((row, interval) => ({ at: instant(interval * NEIGHBOUR_STEP_MINUTES * MINUTE), value: row[gauge] }));
    series.forEach(({ value }, interval) => {
      if (value === undefined || value === 0) return;
      for (const { check, flag } of checkPoint(series, interval, { limits: usualLimits('rain_mm'), interval: seconds(300) })) {
        if (flag === SUSPECT || flag === FAIL) note(check, { gauge, interval });
      }
    });
  });
  return found;
}

/** What is put beside what: the labels of one kind, the places that checks found, and what the row is to be read as. */
export interface Comparison extends Agreement {
  readonly kind: 'FZ' | 'HI';
  readonly check: CheckName;
  readonly among: string;
}

/** The figures of the report. Only intervals in which the gauge said something count: silence is not a faulty value. */
export function comparisons(data: Amsterdam, found: Found): readonly Comparison[] {
  const spoke = ({ gauge, interval }: Place) => data.depths[interval]?.[gauge] !== undefined;
  const labelled = (kind: 'FZ' | 'HI') => data.labels[kind].filter(spoke);
  const foundBy = (check: CheckName) => found.get(check) ?? [];
  // Those that were faulty before the month began cannot be known until the neighbours have been wet for half an hour.
  const faultyFromTheStart = new Set(data.labels.FZ.filter(({ interval }) => interval === 0).map(({ gauge }) => gauge));
  const startedLater = ({ gauge }: Place) => !faultyFromTheStart.has(gauge);
  const compare = (kind: 'FZ' | 'HI', check: CheckName, among: string, which: (place: Place) => boolean = () => true): Comparison => ({
    kind,
    check,
    among,
    ...agreement(labelled(kind).filter(which), foundBy(check).filter(which)),
  });
  return [
    compare('FZ', 'faulty-zero', 'all gauges'),
    compare('FZ', 'faulty-zero', `the gauges that were sound on 1 August (all but ${faultyFromTheStart.size})`, startedLater),
    compare('FZ', 'neighbours', 'all gauges'),
    compare('HI', 'high-influx', 'all gauges'),
    compare('HI', 'exceedance', 'all gauges'),
    compare('HI', 'neighbours', 'all gauges'),
  ];
}
