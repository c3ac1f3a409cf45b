export { chartSeries, observationsIn, piecesOf } from './chart-series.ts';
export { hear, type Heard } from './hear.ts';
export type { ObservationArchive, ObservationQuery, RollupQuery, Series } from './ports/observation-archive.ts';
export { freshFor } from './series-book.ts';
export { TownIndex } from './town-index.ts';
export { TownWatch } from './town-watch.ts';
export type { NumberedUnusable, UnusablePage } from './unusable-log.ts';
