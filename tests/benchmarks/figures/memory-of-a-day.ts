import type { Figure } from '../figure.ts';
import { bytesOfASample, DAY_MINUTES } from '../parts/day-of-samples.ts';

const SENSORS = 1_000;
const MANY = 10_000;
const MEGABYTE = 1e6;

export const memoryOfADay: Figure = {
  name: 'memory-of-a-day',
  title: 'Memory of a day of samples',
  meaning: `What the pipeline alone holds after a day of 1,000 sensors that each speak once a minute, up to a second off their moment: what is left after a collection of
garbage, less what it held after its first two hours. A sample is held by the series book for 25 hours, and by the judge of its series for the two hours in which it may be revised, or as long as the series stands still. For 10,000 sensors that is ten times as much, on top of what the server of their town takes at its start.`,
  measures: [
    { name: 'bytes a sample', unit: 'B', goal: { atMost: 16 } },
    { name: 'a day of 10,000 sensors', unit: 'MB' },
  ],
  runs: { full: 1, quick: 1 },
  async run({ later }) {
    const each = await bytesOfASample(SENSORS, later);
    return { 'bytes a sample': each, 'a day of 10,000 sensors': (each * MANY * DAY_MINUTES) / MEGABYTE };
  },
};
