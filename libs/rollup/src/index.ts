export { bucketsOf, resolutionFor, type SeriesBucket } from './buckets.ts';
export { catchmentRain } from './catchment-rain.ts';
export { minuteRain } from './minute-rain.ts';
export { type RainDepth, rainDepth, type RainRecord } from './rain-depth.ts';
export { type Arrival, latestAt, type Sample, type Samples, samplesIn, withSample } from './samples.ts';
export { type Storm, stormEnd, stormWithRain } from './storm.ts';
