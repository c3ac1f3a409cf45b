import { expect, it } from 'vitest';
import { measured } from './figure.ts';
import { markdownOf } from './report.ts';

const page = markdownOf({
  date: '2026-08-26 12:00 UTC',
  command: 'npm run bench',
  minutes: 9.5,
  machine: { processor: 'A processor', processors: 2, memoryGB: 8, system: 'Linux 6', versions: { node: 'v20' }, commit: 'abc' },
  load: { before: 0.5, most: 3 },
  figures: [
    {
      name: 'intake-rate',
      title: 'Intake',
      meaning: 'What it\nmeans.',
      runs: 2,
      measures: [
        measured({ name: 'offered', unit: 'msg/s', goal: { atLeast: 20_000 }, target: 40_000 }, [21_000, 23_000]),
        measured({ name: 'waited', unit: 'ms', goal: { atMost: 100 } }, [99, 103.4]),
        measured({ name: 'ratio', unit: '×' }, [0.5]),
      ],
    },
    { name: 'first-load', title: 'First load', meaning: 'Bytes.', runs: 1, measures: [], fault: 'chromium is not on the PATH' },
  ],
});

it.each([
  ['what a figure means, on one line', 'What it means.'],
  ['a goal that is met, and a target that is not', '| offered | 21,000 | 22,000 | 23,000 | msg/s | ≥ 20,000 | met, target 40,000 not |'],
  ['a goal that is missed', '| waited | 99 | 101 | 103 | ms | ≤ 100 | **missed** |'],
  ['a ratio without a goal', '| ratio | 0.50 | 0.50 | 0.50 | × |  |  |'],
  ['what could not be measured, and why', '**Not measured**: chromium is not on the PATH'],
  ['how many goals are met, first of all', '1 of 2 goals are met by the median of the runs. Missed:\n\n- intake-rate: waited (101 ms, goal ≤ 100)'],
])('the report says %s', (_, line) => {
  expect(page).toContain(line);
});
