export { chartSeries, observationsIn, piecesOf } from './chart-series.ts';
export { Hearing, type Heard, type HearingOptions, type Repeat } from './hearing.ts';
export { keepLateRain, keepObservations } from './keep-observations.ts';
export { failedNotes, type Noted, regainedNote, unreadNote, type Unusable } from './noted.ts';
export type { ObservationArchive, ObservationQuery, RollupQuery, Series } from './ports/observation-archive.ts';
export { freshFor } from './series-book.ts';
export { REVISED_FOR } from './series-judge.ts';
export { TownIndex } from './town-index.ts';
export { TownWatch, type TownWatchOptions } from './town-watch.ts';
