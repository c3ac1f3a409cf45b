import { millimetresFrom, SECOND } from '@voldgrav/hydrology';
import { catchmentRain, latestAt } from '@voldgrav/rollup';
import type { SeriesBook } from '../series-book.ts';
import type { TownIndex } from '../town-index.ts';
import type { WhatCame } from './forecast-book.ts';

/** With less than this of a step known, what fell in it is not known. */
const LEAST_KNOWN = 0.9;
/** A level this many intervals old still tells what stood then. */
const LONGEST_AGE = 1.5;

/** What the gauges and level sensors say came. A step further back than the series book reaches is not known. */
export const whatCame = (index: TownIndex, series: SeriesBook): WhatCame => ({
  rain: (id, after, until) => {
    const catchment = index.town.catchments.find((each) => each.id === id);
    if (catchment === undefined) return undefined;
    const gauges = catchment.gauges.map((gauge) => series.rain(gauge, index.knownSensor(gauge).expectedInterval));
    const { depth, completeness } = catchmentRain(gauges, { after, until });
    return completeness < LEAST_KNOWN ? undefined : millimetresFrom(depth);
  },
  level: (asset, at) => {
    const sensor = index.levelSensorOf(asset);
    if (sensor === undefined) return undefined;
    const level = latestAt(series.of(sensor.id), at);
    return level === undefined || at - level.at > LONGEST_AGE * sensor.expectedInterval * SECOND ? undefined : level.value;
  },
});
