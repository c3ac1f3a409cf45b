import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DOORS } from '@voldgrav/account';
import { describe, expect, it } from 'vitest';
import { noExampleIn, noProofIn } from './named-test.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where it is proved that we do not walk into a trap: a file, and the name of a test in it. */
interface Proof {
  readonly file: string;
  readonly test: string;
}

/** What a trap lies in is not there yet. */
interface Unbuilt {
  readonly unbuilt: string;
  /** What of it is there already, and proved. */
  readonly built: readonly Proof[];
  /** Whether it has been built since: then a test must be named here that keeps us out of the trap. */
  readonly isBuilt: () => boolean;
}

const hasDoor = (part: RegExp): boolean => Object.keys(DOORS).some((door) => part.test(door));

/** Every trap of domain.md §9, in its order and by its number. */
const TRAPS: Readonly<Record<string, readonly Proof[] | Unbuilt>> = {
  '1 > and not ≥: 15.0 mm is no skybrud': [
    { file: 'libs/rollup/src/rain-depth.spec.ts', test: 'counts 75 tips of 0.2 mm as exactly 15 mm and 76 as 15.2 mm' },
    { file: 'libs/rollup/src/rain/rain-criterion.spec.ts', test: 'is cloudburst to the insurers at 15 mm exactly, and at 40 mm in a day' },
  ],
  '2 no message counted as 0 mm': [
    { file: 'libs/pipeline/src/counter-rain.spec.ts', test: 'is one sum over a gap that says since when, until a late count divides it' },
    { file: 'libs/rollup/src/rain-depth.spec.ts', test: 'counts a sum over a gap only in a window that holds all of the gap' },
    { file: 'libs/pipeline/src/storm/rain-book.spec.ts', test: 'is proved by a sum over a gap that lies wholly in a window, with its last minute, and never ruled out beside one' },
    { file: 'libs/rollup/src/land-rain.spec.ts', test: 'spreads a sum over a gap evenly over the gap, not into its last minute, and counts the gap as heard' },
    { file: 'libs/wire/src/sensor/chirpstack/testcases.ts', test: 'the battery alone, which is no dry interval' },
  ],
  '3 a counter reset counted as 13 m of rain': [
    { file: 'libs/rollup/src/rain-from-counter.spec.ts', test: 'was reset when 100 becomes 0: no 13 m of rain, and the count since is the least that fell' },
    { file: 'libs/pipeline/src/counter-rain.spec.ts', test: 'is at least what was counted since a reset, suspect' },
  ],
  '4 fixed bins under-read the maximum': [{ file: 'libs/rollup/src/rain/rain-windows.spec.ts', test: 'are open at their start, closed at their end, and slide by a minute' }, { file: 'libs/hydrology/src/design-rain/fixed-interval.spec.ts', test: 'leave the measured depth as it is beside the corrected one' }],
  '5 a climate factor on live rain': [{ file: 'libs/hydrology/src/design-rain/climate-factor.spec.ts', test: 'ranks a rain in a wetter climate by the rain divided, not by the rain multiplied' }],
  '6 T printed beyond the table': [{ file: 'libs/hydrology/src/design-rain/return-period-text.spec.ts', test: 'of a table of its own ends where that table ends' }],
  '7 a gauge’s T called the municipality’s': [{ file: 'libs/hydrology/src/design-rain/return-period-text.spec.ts', test: 'is said with its duration, in either language' }],
  '8 l/s/ha of total against reduced area': [{ file: 'libs/wire/src/town/parse-town.spec.ts', test: 'has the worked example of domain.md §4.2 in Ådalen: 4.86 reduced ha, 1800 m³, 10 l/s' }],
  '9 level relative to the sensor against DVR90; a re-survey without dates': [
    { file: 'libs/pipeline/src/level-reckoning.spec.ts', test: 'by the survey that was valid when it was measured, however late it comes' },
    { file: 'tests/storms/sensor-faults.storm.spec.ts', test: 'a level sensor that was hung anew is read by the survey of the time, live and late' },
  ],
  '10 a sensor at its limit read as a plateau': [
    { file: 'libs/quality/src/judge.spec.ts', test: 'marks the end of what the sensor sees as a bound, and lets it be used' },
    { file: 'tests/storms/sensor-faults.storm.spec.ts', test: 'a level at the end of what its sensor sees is "at least": it raises, it is not stuck, and it clears nothing' },
  ],
  '11 a time to full shown as one number': [
    { file: 'libs/readiness/src/catchment/assess-catchment.spec.ts', test: 'tells when the limit comes if the rain goes on: 876/28.62 = 30.6 to 924/18.78 = 49.2 min' },
  ],
  '12 CAP with Z': {
    built: [{ file: 'libs/wire/src/cap/read-cap.spec.ts', test: 'sent at %s is refused with its line' }],
    unbuilt: 'warnings in CAP are read, and one with a Z is refused; none is written, so no Z of ours can leave the house',
    isBuilt: () => hasDoor(/\/cap/) || readdirSync(`${ROOT}libs/wire/src/cap`).some((file) => /^(write|encode|to-cap|cap-of)/.test(file)),
  },
  '13 a zero that proto3 omits treated as missing': [{ file: 'libs/wire/src/sensor/chirpstack/testcases.ts', test: 'a zero in the decoded object, and none of the zeros that proto3 leaves out' }],
  '14 summer time': [{ file: 'libs/wire/src/km2/read-km2.spec.ts', test: 'has a clock of its own, and a first minute that begins or ends with the header, as one says' }, { file: 'apps/dashboard/src/format/format.spec.ts', test: 'are Copenhagen time, summer and winter' }],
  '15 a pump stop that does not lower readiness': [{ file: 'tests/storms/sensor-faults.storm.spec.ts', test: 'a pump that stands still takes its outlet from what the basin can take' }],
  '16 QARTOD flags added up by their numbers': [{ file: 'libs/quality/src/flag.spec.ts', test: '%j add up to %i, by QARTOD’s order and not by their numbers' }],
  '17 a public alert without mandate': {
    built: [{ file: 'apps/server/src/auth/doors.spec.ts', test: '%s passes the doors that are theirs, and no other' }],
    unbuilt: 'nothing is sent to anybody: there is no public door, no channel to citizens and no S!RENEN, which only the police may sound; who looks on is let in by a door',
    isBuilt: () => hasDoor(/\/(public|citizen)/) || existsSync(`${ROOT}libs/notification`),
  },
};

const textOf = (file: string): string => readFileSync(`${ROOT}${file}`, 'utf8');
const noProof = ({ file, test }: Proof) => (file.endsWith('testcases.ts') ? noExampleIn : noProofIn)(textOf(file), test);

describe('the traps of domain.md §9', () => {
  it('are seventeen, each with its place here', () => {
    expect(Object.keys(TRAPS).map((trap) => Number.parseInt(trap))).toEqual(Array.from({ length: 17 }, (_, index) => index + 1));
  });

  it.each(Object.entries(TRAPS))('%s', (_trap, proofs) => {
    const proved = 'unbuilt' in proofs ? proofs.built : proofs;
    if ('unbuilt' in proofs) expect(proofs.isBuilt(), `not: ${proofs.unbuilt}. Name the test that keeps us out of the trap`).toBe(false);
    expect(proved).not.toEqual([]);
    expect(proved.map((proof) => ({ ...proof, fault: noProof(proof) })).filter(({ fault }) => fault !== undefined)).toEqual([]);
  });
});

describe('a test that is named as a proof', () => {
  const spec = (body: string) => `import { expect, it } from 'vitest';\nconst near = (value: number) => expect(value).toBeCloseTo(1);\nconst nearer = (value: number) => near(value);\n${body}`;
  it.each([
    ["it('says so', () => { expect(1).toBe(1); });", undefined],
    ["it.each([[1], [2]])('says so', (one) => expect(one).toBeGreaterThan(0));", undefined],
    ["it('says so', () => { nearer(1); });", undefined],
    ["// it('says so', () => { expect(1).toBe(1); });", 'not there'],
    ["it('says so, and more', () => { expect(1).toBe(1); });", 'not there'],
    ["it.skip('says so', () => { expect(1).toBe(1); });", 'skipped'],
    ["it.todo('says so');", 'skipped'],
    ["describe.skip('all', () => { describe('some', () => { it('says so', () => { expect(1).toBe(1); }); }); });", 'skipped'],
    ["describe('all', () => { it('says so', () => { expect(1).toBe(1); }); });", undefined],
    ["it('says so', () => { expect(1); });", 'asserts nothing'],
    ["it('says so', () => { readFile('x'); });", 'asserts nothing'],
  ])('%s', (body, fault) => {
    expect(noProofIn(spec(body), 'says so')).toBe(fault);
  });

  it('may be an example that says something', () => {
    expect(noExampleIn("export const testcases = [{ name: 'says so', says: ['r-1 rain_mm 0'] }];", 'says so')).toBeUndefined();
    expect(noExampleIn("export const testcases = [{ name: 'says so', says: [] }];", 'says so')).toBe('asserts nothing');
    expect(noExampleIn("// { name: 'says so' }", 'says so')).toBe('not there');
  });
});
