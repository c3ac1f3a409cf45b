import { readFileSync } from 'node:fs';
import type { ReplayReport } from '@voldgrav/replay';
import type { Town } from '@voldgrav/wire';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DATA_ABSENT, recording } from './recording.ts';
import { replayOf } from './replay-of.ts';
import { sampleTown } from './timeline.ts';

const file = recording('rain/gothenburg_1min_20150722-26.csv');
const GAUGES = ['Jarn', 'Torp', 'Bergsj', 'Torsl', 'Chalm', 'Tole', 'Barl', 'Drakeg', 'Lbom', 'Askim'];
/** The town's gauges r-01 to r-10 stand in for the recording's ten, in their order: Chalmers is r-05. */
const RENAME = new Map(GAUGES.map((gauge, index) => [gauge, `r-${String(index + 1).padStart(2, '0')}`]));

const halfHour = ({ storms }: ReplayReport, sensor: string) => Math.max(...storms.flatMap(({ maxima }) => maxima.filter((each) => each.sensor === sensor && each.minutes === 30).map(({ mm }) => mm)));
/** DMI: more than 15 mm in 30 min. The insurers: 15 mm or more in 30 min (or 40 mm in 24 h). */
const isSkybrud = { dmi: (mm: number) => mm > 15, insurers: (mm: number) => mm >= 15 };

describe('the night of 26 July 2015, played through the engine', () => {
  let town: Town;
  beforeEach(({ skip }) => skip(file === undefined, DATA_ABSENT));
  beforeAll(async () => {
    town = await sampleTown();
  });

  const night = (edit: (line: string) => string = (line) => line) => {
    const [head = '', ...lines] = readFileSync(file ?? '', 'utf8').trim().split('\n');
    return [head, ...lines.filter((line) => line.startsWith('2015-07-26 0')).map(edit)];
  };

  it('is a skybrud at Chalmers alone, of 15.2 mm in 30 min', async () => {
    const report = await replayOf(night(), { town, rename: RENAME });
    expect(halfHour(report, 'r-05')).toBe(15.2);
    expect([...RENAME.values()].filter((gauge) => isSkybrud.dmi(halfHour(report, gauge)))).toEqual(['r-05']);
    expect(report.undecodable).toEqual({});
  });

  it('edited to 15.0 mm is none to DMI and one to the insurers', async () => {
    // One tip of 0.2 mm less in the minute that ends at 03:44.
    const chalmers = GAUGES.indexOf('Chalm') + 1;
    const report = await replayOf(
      night((line) => {
        if (!line.startsWith('2015-07-26 03:44:00')) return line;
        const cells = line.split(',');
        return cells.with(chalmers, (Number(cells[chalmers]) - 0.2).toFixed(1)).join(',');
      }),
      { town, rename: RENAME },
    );
    const mm = halfHour(report, 'r-05');
    expect({ mm, dmi: isSkybrud.dmi(mm), insurers: isSkybrud.insurers(mm) }).toEqual({ mm: 15, dmi: false, insurers: true });
  });
});
