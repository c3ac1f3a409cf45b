import { instant, type Micrometres, MINUTE, seconds, shifted } from '@voldgrav/hydrology';
import type { Observation } from '@voldgrav/quality';
import type { Sensor } from '@voldgrav/reading';
import { describe, expect, it } from 'vitest';
import { SeriesBook } from '../series-book.ts';
import { RainBook } from './rain-book.ts';
import { RainCells } from './rain-cells.ts';

const NOON = instant(Date.UTC(2026, 7, 26, 12));
const at = (minute: number) => shifted(NOON, minute * MINUTE);

/** Sixty gauges, of which pairs make twenty-five groups; the others belong to none. */
function sixtyGauges() {
  const ids = Array.from({ length: 60 }, (_, index) => `r-${index}`);
  const sensors = ids.map((id) => ({ id, name: id, kind: 'rain-gauge', quantity: 'rain_mm', position: [11, 56], expectedInterval: seconds(60), organisation: 'u' }) as unknown as Sensor);
  const series = new SeriesBook();
  const rainBook = new RainBook(sensors, series);
  const groups = Array.from({ length: 25 }, (_, index) => ({ id: `g-${index}`, gauges: [`r-${2 * index}`, `r-${2 * index + 1}`] }));
  const cells = new RainCells(ids, groups, rainBook);
  rainBook.beginStorm(NOON);
  const rains = (minute: number, depths: Readonly<Record<string, number>>) => {
    rainBook.elapse(at(minute));
    for (const [sensor, value] of Object.entries(depths)) {
      series.enter({ sensor, quantity: 'rain_mm', value, phenomenonTime: at(minute), receivedAt: at(minute), flag: 1, checks: [] } as unknown as Observation);
      rainBook.changed(sensor, at(minute));
      cells.heard(sensor);
    }
  };
  return { ids, rainBook, cells, rains };
}

describe("a storm's rain, cell by cell", () => {
  it('comes to what the rain book says of all gauges at once, whoever was heard in between', () => {
    const { ids, rainBook, cells, rains } = sixtyGauges();
    rains(1, { 'r-0': 1, 'r-7': 2, 'r-55': 3 });
    cells.look(at(1), true);
    for (let minute = 2; minute <= 9; minute += 1) {
      rains(minute, { [`r-${minute}`]: 2.5, 'r-55': 0.5, 'r-59': minute === 9 ? 9 : 0 });
      cells.look(at(minute), false);
      expect(cells.town().maxima).toEqual(rainBook.maxima(ids));
      expect(cells.town().verdicts.skybrud).toEqual(rainBook.verdicts(ids, at(minute)).skybrud);
    }
    // 3 mm and eight times 0.5; the ninth minute's 9 mm are more.
    expect(cells.town().greatest).toEqual({ gauge: 'r-59', depth: 9000 as Micrometres });
    expect(cells.of(3)).toMatchObject({ total: 2000 + 2500 + 2500, greatest: { gauge: 'r-7', depth: 4500 } });
  });

  it('tells the first gauge of the town among equals', () => {
    const { cells, rains } = sixtyGauges();
    rains(1, { 'r-58': 4, 'r-9': 4, 'r-20': 4 });
    cells.look(at(1), true);
    expect(cells.town().greatest?.gauge).toBe('r-9');
    expect(cells.town().maxima[0]?.gauge).toBe('r-9');
  });
});
