import { readFileSync } from 'node:fs';
import { DATA_ABSENT, recording } from '@voldgrav/test-storms/recording';
import { checkCap, readCap, warningOfCap } from '@voldgrav/wire';
import { beforeEach, describe, expect, it } from 'vitest';

const belize = recording('cap/bz_no_signature_valid.xml');
const germany = recording('cap/de_dwd_thunderstorm_update_short.xml');

function warningIn(file: string | undefined) {
  const read = readCap(readFileSync(file ?? '', 'utf8'));
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return warningOfCap(read.alert);
}

// Warnings of two weather services, as they sent them; what they say is read off the files by eye.
describe('warnings of others', () => {
  beforeEach(({ skip }) => skip(belize === undefined || germany === undefined, DATA_ABSENT));

  it("reads Belize's, which is about the sea's wind and not about water", () => {
    expect(warningIn(belize)).toMatchObject({
      id: 'urn:oid:2.49.0.1.84.0.2024.7.13.17.47.4', source: 'NMS Belize', about: 'other', category: 1, event: 'SMALL CRAFT CAUTION',
      issuedAt: Date.UTC(2024, 6, 13, 17, 47, 4), onset: Date.UTC(2024, 6, 13, 17, 50), expires: Date.UTC(2024, 6, 13, 23, 30), replaces: [],
    });
  });

  it("reads Germany's update on a thunderstorm with rain, and what it replaces", () => {
    expect(warningIn(germany)).toMatchObject({
      source: 'Deutscher Wetterdienst', about: 'rain', category: 1, event: 'STARKES GEWITTER', onset: Date.UTC(2023, 6, 12, 6, 36), expires: Date.UTC(2023, 6, 12, 7, 45),
      areas: ['polygonal event area', 'Gemeinde Körner', 'Stadt Mühlhausen/Thüringen'],
      replaces: ['2.49.0.0.276.0.DWD.PVW.1689142740000.a59b722e-c291-4ab5-923a-d936edf9e317.DEU'],
    });
  });

  it('finds both valid', () => {
    for (const file of [belize, germany]) expect(checkCap(readFileSync(file ?? '', 'utf8'))).toEqual([]);
  });

  // One fault planted in each; the lines are counted in the file.
  it.each([
    ['2023-07-12T08:36:00+02:00</sent>', '2023-07-12T08:36:00Z</sent>', 7, /^sent must be a time/],
    ['<severity>Moderate</severity>', '', 14, /^info needs severity/],
    [/<references>.*<\/references>/, '', 9, /references must name the earlier message/],
    ['51.244739,11.007721</polygon>', '51.25,11.01</polygon>', 85, /^polygon must end where it began/],
  ] as const)("finds what was changed in Germany's: %s", (from, to, line, says) => {
    const text = readFileSync(germany ?? '', 'utf8');
    const found = checkCap(text.replace(from, to));
    expect(found.map((each) => each.line)).toEqual([line]);
    expect(found[0]?.message).toMatch(says);
  });
});
