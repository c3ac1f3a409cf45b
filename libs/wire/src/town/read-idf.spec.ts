import { millimetres, minutes, years } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { readIdf } from './read-idf.ts';

const HEADING = "source: 'Fors, 2022'\ndate: 2022-08-27\nclimateFactor: 1.2\n";
const TABLE = `${HEADING}durationsMinutes: [30, 120]\nreturnPeriodsYears: [4, 40]\ndepthMm: [[15, 25], [30, 50]]\n`;

describe('an IDF file that stands alone', () => {
  it('may be a table', () => {
    const read = readIdf('idf.yaml', TABLE);
    expect(read.ok && read.idf.returnPeriod(millimetres(15), minutes(30))).toBeCloseTo(4, 9);
    expect(read.ok && read.idf.source).toBe('Fors, 2022');
  });

  it('may be the parameters of a distribution', () => {
    const read = readIdf('idf.yaml', `${HEADING}gev: { mu: 15, sigma: 5, kappa: -0.1, thetaHours: 0.05, eta: 0.7 }\n`);
    // domain-vectors.json, `gev_koutsoyiannis`.
    expect(read.ok && read.idf.depth(minutes(30), years(10))).toBeCloseTo(21.234399, 5);
  });

  it('is refused with every fault and its line', () => {
    const read = readIdf('idf.yaml', TABLE.replace('1.2', '0.9').replace('[30, 50]', '[14, 50]'));
    expect(!read.ok && read.faults).toEqual([
      { file: 'idf.yaml', line: 3, message: 'climateFactor: expected a number that is 1 or more, found 0.9.' },
      { file: 'idf.yaml', line: 6, message: 'depthMm[1][0]: expected more than the 15 mm of the shorter duration above it, found 14.' },
    ]);
  });

  it('of a distribution names the parameter that is missing', () => {
    const read = readIdf('idf.yaml', `${HEADING}gev: { mu: 15, sigma: 5, kappa: -0.1, thetaHours: 0.05 }\n`);
    expect(!read.ok && read.faults.map(({ message }) => message).join()).toContain('gev.eta');
  });
});
