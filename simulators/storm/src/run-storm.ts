import { demoStorm } from './demo-storm.ts';
import { playMessages, type PlayOptions } from './play-messages.ts';
import type { SimulatedTown } from './simulated-town.ts';

export interface StormRunOptions extends Omit<PlayOptions, 'messages'> {
  readonly town: SimulatedTown;
  readonly seed: number;
}

/** Plays the demo storm (`playMessages`): its backlog at once, the rest as it comes, until `signal` is aborted. */
export async function runStorm({ town, seed, ...options }: StormRunOptions): Promise<void> {
  await playMessages({ ...options, messages: demoStorm({ town, seed, now: options.clock() }).messages() });
}
