import { instant } from '@voldgrav/hydrology';
import type { Observation } from '@voldgrav/quality';
import type { Quantity } from '@voldgrav/reading';
import type { ManyObservationsAnswer, ObservationsAnswer, ProblemDetails, RawObservationsAnswer } from '@voldgrav/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runServer, type RunningServer } from '../auth/run-server.ts';

const TEN = Date.parse('2026-08-26T10:00:00Z');
const FROM_TEN = 'from=2026-08-26T10:00:00Z&to=2026-08-26T11:00:00Z';

const observed = (sensor: string, quantity: Quantity, minutes: number, value: number, change: Partial<Observation> = {}): Observation => ({
  sensor, quantity, value, phenomenonTime: instant(TEN + minutes * 60_000), receivedAt: instant(TEN + minutes * 60_000 + 1_000), timeFrom: 'sensor', flag: 1, checks: [], ...change,
});

let server: RunningServer;
beforeAll(async () => {
  server = await runServer();
  await server.house.archive.append([
    observed('r-01', 'rain_mm', 1, 0.1),
    observed('r-01', 'rain_mm', 2, 0.2),
    observed('r-01', 'rain_mm', 3, 99, { flag: 4, checks: [{ check: 'gross-range', flag: 4, detail: '' }] }),
    observed('r-01', 'rain_mm', 12, 0.4, { flag: 3 }),
    observed('l-aadalen', 'level_m', 2, 1.2),
    observed('l-aadalen', 'level_m', 2.5, 1.9),
    observed('l-aadalen', 'level_m', 3, 1.3),
    observed('l-aadalen', 'battery_v', 3, 3.6),
  ]);
});
afterAll(() => server.stop());

const get = (path: string, headers: Readonly<Record<string, string>> = {}) => fetch(`${server.url}/api/v1/${path}`, { headers });
const json = async <Answer>(path: string): Promise<Answer> => (await (await get(path)).json()) as Answer;

describe('one series', () => {
  it('comes in buckets: the rain that fell, how complete it is, the worst flag, and gaps as gaps', async () => {
    const answer = await json<ObservationsAnswer>(`sensors/r-01/observations?${FROM_TEN}&resolution=10m`);
    expect(answer).toEqual({
      sensor: 'r-01', quantity: 'rain_mm', resolutionS: 600, from: '2026-08-26T10:00:00.000Z', to: '2026-08-26T11:00:00.000Z',
      buckets: [
        { t: '2026-08-26T10:10:00.000Z', min: 0.1, max: 0.2, last: 0.2, sum: 0.3, completeness: 0.2, flag: 1 },
        { t: '2026-08-26T10:20:00.000Z', min: 0.4, max: 0.4, last: 0.4, sum: 0.4, completeness: 0.1, flag: 3 },
      ],
    });
  });

  it('is as fine as the points and its sensor allow', async () => {
    const resolutions = ['', '&maxPoints=60', '&maxPoints=59', '&maxPoints=1'].map(async (more) => (await json<ObservationsAnswer>(`sensors/r-01/observations?${FROM_TEN}${more}`)).resolutionS);
    expect(await Promise.all(resolutions)).toEqual([60, 60, 120, 3_600]);
  });

  it('has the same buckets wherever the chart begins', async () => {
    const part = await json<ObservationsAnswer>('sensors/l-aadalen/observations?from=2026-08-26T10:02:10Z&to=2026-08-26T10:02:40Z&resolution=1m');
    expect(part.buckets).toMatchObject([{ t: '2026-08-26T10:03:00.000Z', min: 1.3, max: 1.9, last: 1.3 }]);
  });

  it('of another quantity is asked for by its name', async () => {
    const battery = await json<ObservationsAnswer>(`sensors/l-aadalen/observations?${FROM_TEN}&quantity=battery_v&resolution=1h`);
    expect(battery.buckets).toMatchObject([{ last: 3.6 }]);
    expect(battery.buckets[0]).not.toHaveProperty('sum');
  });

  it('comes raw, failed ones and their checks included', async () => {
    const answer = await json<RawObservationsAnswer>(`sensors/r-01/observations?${FROM_TEN}&resolution=raw`);
    expect(answer.observations[2]).toEqual({ t: '2026-08-26T10:03:00.000Z', value: 99, flag: 4, checks: ['gross-range'] });
    expect([answer.observations.length, answer.next]).toEqual([4, null]);
  });
});

describe('several series', () => {
  it('come in one call on one grid, that of the slowest', async () => {
    const answer = await json<ManyObservationsAnswer>(`observations?series=l-aadalen:level_m,r-01&${FROM_TEN}`);
    expect(answer.resolutionS).toBe(60);
    expect(answer.series.map(({ sensor, quantity, buckets }) => [sensor, quantity, buckets.map(({ max }) => max)])).toEqual([
      ['l-aadalen', 'level_m', [1.2, 1.9]],
      ['r-01', 'rain_mm', [0.1, 0.2, 0.4]],
    ]);
  });

  it.each([
    ['observations?series=', 400, 'series'],
    ['observations?series=nobody:level_m', 404, 'nobody'],
    ['observations?series=r-01:mood', 400, 'quantity'],
    ['observations?series=r-01&resolution=raw', 400, 'resolution'],
    [`sensors/r-01/observations?${FROM_TEN}&resolution=7m`, 400, '5m'],
    [`sensors/r-01/observations?${FROM_TEN}&maxPoints=0`, 400, 'maxPoints'],
    [`sensors/r-01/observations?${FROM_TEN}&format=xml`, 400, 'format'],
    ['sensors/r-01/observations?from=2020-01-01T00:00:00Z&resolution=1s', 400, 'resolution'],
  ])('%s is answered with %d and names %s', async (path, status, word) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(((await answer.json()) as ProblemDetails).detail).toContain(word);
  });
});

describe('a download', () => {
  it('is CSV where CSV is asked for', async () => {
    const answer = await get(`sensors/r-01/observations?${FROM_TEN}&resolution=10m`, { accept: 'text/csv' });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect((await answer.text()).split('\r\n')).toEqual([
      'time,sensor,quantity,min,max,last,sum,completeness,flag',
      '2026-08-26T10:10:00.000Z,r-01,rain_mm,0.1,0.2,0.2,0.3,0.2,1',
      '2026-08-26T10:20:00.000Z,r-01,rain_mm,0.4,0.4,0.4,0.4,0.1,3',
      '',
    ]);
  });

  it('is for a Danish spreadsheet where that is asked for, and holds several series', async () => {
    const text = await (await get(`observations?series=l-aadalen,r-01&${FROM_TEN}&resolution=raw&format=csv-da`)).text();
    const lines = text.split('\r\n');
    expect(lines[1]).toBe('26-08-2026 12:02:00;+02:00;l-aadalen;level_m;1,2;1;;26-08-2026 12:02:01;+02:00');
    expect(lines).toHaveLength(1 + 3 + 4 + 1);
  });

  it('of months in fine buckets comes piece by piece, each bucket once', async () => {
    const text = await (await get('sensors/r-01/observations?from=2026-06-01T00:00:00Z&to=2026-09-01T00:00:00Z&resolution=1m&format=csv')).text();
    expect(text.split('\r\n').slice(1, -1).map((line) => line.split(',')[0])).toEqual(['2026-08-26T10:01:00.000Z', '2026-08-26T10:02:00.000Z', '2026-08-26T10:12:00.000Z']);
  });
});
