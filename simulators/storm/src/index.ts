export { type DemoSetting, demoStorm, type DemoStorm } from './demo-storm.ts';
export { demoSoil } from './demo-soil.ts';
export { designedStorm, type DesignedStorm, designedStormEnds } from './designed-storm.ts';
export { isStormName, type NamedStorm, namedStorm, STORM_NAMES, type StormCourse, stormLabel, type StormName } from './named-storm.ts';
export { playMessages, type PlayOptions } from './play-messages.ts';
export { runStorm, type StormRunOptions } from './run-storm.ts';
export type { SimulatedTown } from './simulated-town.ts';
export { type StormMessage, stormMessages, type StormRun } from './storm-messages.ts';
