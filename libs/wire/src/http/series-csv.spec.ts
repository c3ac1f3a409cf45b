import { instant } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { bucketHeads, bucketLine, danishCsv, MACHINE_CSV, rawHeads, rawLine } from './series-csv.ts';

const at = (iso: string) => instant(Date.parse(iso));
const RAIN = { sensor: 'r-01', quantity: 'rain_mm' } as const;
const rollup = { endsAt: at('2026-08-26T12:20:00Z'), min: 0, max: 0.4, last: 0.2, sum: 0.6000000000000001, count: 3, flag: 3 } as const;
const DANISH = danishCsv('Europe/Copenhagen');

describe('buckets as CSV', () => {
  it('for machines', () => {
    expect(bucketHeads(MACHINE_CSV)).toBe('time,sensor,quantity,min,max,last,sum,completeness,flag\r\n');
    expect(bucketLine(MACHINE_CSV, RAIN, rollup, 5)).toBe('2026-08-26T12:20:00.000Z,r-01,rain_mm,0,0.4,0.2,0.6,0.6,3\r\n');
    expect(bucketLine(MACHINE_CSV, { sensor: 'l-01', quantity: 'level_m' }, rollup, 3)).toBe('2026-08-26T12:20:00.000Z,l-01,level_m,0,0.4,0.2,,1,3\r\n');
  });

  it('for a Danish spreadsheet', () => {
    expect(bucketHeads(DANISH)).toBe('\uFEFFtid;fra UTC;måler;størrelse;mindst;højest;sidst;sum;dækning;kvalitet\r\n');
    expect(bucketLine(DANISH, RAIN, rollup, 5)).toBe('26-08-2026 14:20:00;+02:00;r-01;rain_mm;0;0,4;0,2;0,6;0,6;3\r\n');
  });

  it.each([
    ['2026-10-25T00:30:00Z', '25-10-2026 02:30:00;+02:00'],
    ['2026-10-25T01:30:00Z', '25-10-2026 02:30:00;+01:00'],
    ['2026-01-01T00:00:00Z', '01-01-2026 01:00:00;+01:00'],
  ])('%s is %s, so that the hour that comes twice can be told apart', (iso, text) => {
    expect(bucketLine(DANISH, RAIN, { ...rollup, endsAt: at(iso) }, 5)).toMatch(new RegExp(`^${text.replaceAll('+', '\\+')};`));
  });
});

describe('observations as CSV', () => {
  const observation = {
    ...RAIN, value: 0.2, phenomenonTime: at('2026-08-26T12:20:00Z'), receivedAt: at('2026-08-26T12:20:05Z'), timeFrom: 'sensor', flag: 3,
    checks: [{ check: 'spike', flag: 3, detail: '' }, { check: 'neighbours', flag: 3, detail: '' }],
  } as const;

  it('for machines', () => {
    expect(rawHeads(MACHINE_CSV)).toBe('time,sensor,quantity,value,flag,checks,received_at\r\n');
    expect(rawLine(MACHINE_CSV, observation)).toBe('2026-08-26T12:20:00.000Z,r-01,rain_mm,0.2,3,spike neighbours,2026-08-26T12:20:05.000Z\r\n');
  });

  it('for a Danish spreadsheet', () => {
    expect(rawHeads(DANISH)).toBe('\uFEFFtid;fra UTC;måler;størrelse;værdi;kvalitet;kontroller;modtaget;fra UTC\r\n');
    expect(rawLine(DANISH, observation)).toBe('26-08-2026 14:20:00;+02:00;r-01;rain_mm;0,2;3;spike neighbours;26-08-2026 14:20:05;+02:00\r\n');
  });
});
