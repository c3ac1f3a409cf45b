export { type DemoSetting, demoStorm, type DemoStorm } from './demo-storm.ts';
export { runStorm, type StormRunOptions } from './run-storm.ts';
export type { SimulatedTown } from './simulated-town.ts';
export { type StormMessage, stormMessages, type StormRun } from './storm-messages.ts';
