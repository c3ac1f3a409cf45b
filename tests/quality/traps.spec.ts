import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where it is proved that we do not walk into a trap: a file, and the name of a test in it. */
interface Proof {
  readonly file: string;
  readonly test: string;
}

/** What a trap lies in is not there yet; it is when `file` says so. */
interface Unbuilt {
  readonly unbuilt: string;
  /** What of it is there already, and proved. */
  readonly built?: readonly Proof[];
  readonly until: { readonly file: string; readonly says: string };
}

/** Every trap of domain.md §9, in its order and by its number. */
const TRAPS: Readonly<Record<string, readonly Proof[] | Unbuilt>> = {
  '1 > and not ≥: 15.0 mm is no skybrud': [
    { file: 'libs/rollup/src/rain-depth.spec.ts', test: 'counts 75 tips of 0.2 mm as exactly 15 mm and 76 as 15.2 mm' },
    { file: 'libs/rollup/src/rain/rain-criterion.spec.ts', test: 'is cloudburst to the insurers at 15 mm exactly, and at 40 mm in a day' },
  ],
  '2 no message counted as 0 mm': [
    { file: 'libs/pipeline/src/counter-rain.spec.ts', test: 'is one sum over a gap that says since when, until a late count divides it' },
    { file: 'libs/rollup/src/rain-depth.spec.ts', test: 'counts a sum over a gap only in a window that holds all of the gap' },
    { file: 'libs/wire/src/sensor/chirpstack/testcases.ts', test: 'the battery alone, which is no dry interval' },
  ],
  '3 a counter reset counted as 13 m of rain': [
    { file: 'libs/rollup/src/rain-from-counter.spec.ts', test: 'was reset when 100 becomes 0: no 13 m of rain, and the count since is the least that fell' },
    { file: 'libs/pipeline/src/counter-rain.spec.ts', test: 'is at least what was counted since a reset, suspect' },
  ],
  '4 fixed bins under-read the maximum': [{ file: 'libs/hydrology/src/design-rain/fixed-interval.spec.ts', test: 'leave the measured depth as it is beside the corrected one' }],
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
    until: { file: 'libs/account/src/doors.ts', says: '/cap' },
  },
  '13 a zero that proto3 omits treated as missing': [{ file: 'libs/wire/src/sensor/chirpstack/testcases.ts', test: 'a zero in the decoded object, and none of the zeros that proto3 leaves out' }],
  '14 summer time': [{ file: 'apps/dashboard/src/format/format.spec.ts', test: 'are Copenhagen time, summer and winter' }],
  '15 a pump stop that does not lower readiness': [{ file: 'tests/storms/sensor-faults.storm.spec.ts', test: 'a pump that stands still takes its outlet from what the basin can take' }],
  '16 QARTOD flags added up by their numbers': [{ file: 'libs/quality/src/flag.spec.ts', test: 'the flag several checks add up to' }],
  '17 a public alert without mandate': {
    unbuilt: 'nobody but those who have signed in is told anything: there is no public door, no channel to citizens and no S!RENEN, which only the police may sound',
    until: { file: 'libs/account/src/doors.ts', says: '/public' },
  },
};

const textOf = (file: string): string => readFileSync(`${ROOT}${file}`, 'utf8');

describe('the traps of domain.md §9', () => {
  it('are seventeen, each with its place here', () => {
    expect(Object.keys(TRAPS).map((trap) => Number.parseInt(trap))).toEqual(Array.from({ length: 17 }, (_, index) => index + 1));
  });

  it.each(Object.entries(TRAPS))('%s', (_trap, proofs) => {
    const proved = 'unbuilt' in proofs ? (proofs.built ?? []) : proofs;
    if ('unbuilt' in proofs) {
      // Who builds it finds this line, and puts a proof in its place.
      expect(textOf(proofs.until.file), `${proofs.unbuilt}: if it is now, name the test that keeps us out of the trap`).not.toContain(proofs.until.says);
    }
    for (const { file, test } of proved) {
      const named = textOf(file).split('\n').filter((line) => line.includes(test));
      expect(named, `${file} has a test "${test}"`).not.toEqual([]);
      expect(named.filter((line) => /\b(skip|todo)\b/.test(line))).toEqual([]);
    }
  });
});
