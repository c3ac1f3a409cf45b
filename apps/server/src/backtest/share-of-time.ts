import { setTimeout as wait } from 'node:timers/promises';

/** Work for so long at a stretch, and then let everything else have as long. */
const STRETCH_MS = 15;

/** For long work beside the intake: to be called again and again, it waits when a stretch is over and costs nothing before. */
export function shareOfTime(): () => Promise<void> | undefined {
  let began = performance.now();
  const rest = async (): Promise<void> => {
    await wait(STRETCH_MS);
    began = performance.now();
  };
  return () => (performance.now() - began < STRETCH_MS ? undefined : rest());
}
