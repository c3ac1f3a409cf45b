import type { Figure, FigureRun } from '../figure.ts';
import { startServer } from '../parts/built-server.ts';

export const startToPage: Figure = {
  name: 'start-to-page',
  title: 'From start to served page',
  meaning: `From the start of the process to the first answer 200 on \`/\`, over the sample town with an empty data folder, everything built before.
\`npm start\` also asks whether anything is stale and starts npm itself.`,
  measures: [
    { name: 'node apps/server/dist/main.js', unit: 's', goal: { atMost: 5 } },
    { name: 'npm start', unit: 's', goal: { atMost: 5 } },
  ],
  runs: { full: 5, quick: 1 },
  async run({ later }) {
    return { 'node apps/server/dist/main.js': await secondsToPage(later), 'npm start': await secondsToPage(later, ['npm', 'start']) };
  },
};

async function secondsToPage(later: FigureRun['later'], command?: readonly [string, ...string[]]): Promise<number> {
  const server = await startServer({ later, ...(command === undefined ? {} : { command }) });
  await server.stop();
  return server.startMs / 1000;
}
