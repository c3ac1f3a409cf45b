export { bucketsOf, resolutionFor, type SeriesBucket } from './buckets.ts';
export { catchmentRain } from './catchment-rain.ts';
export { minuteRain } from './minute-rain.ts';
export { type RainDepth, rainDepth, type RainRecord } from './rain-depth.ts';
export { type Arrival, enterSample, latestAt, type Sample, type Samples, samplesIn } from './samples.ts';
export { type Storm, stormEnd, stormWithRain } from './storm.ts';
