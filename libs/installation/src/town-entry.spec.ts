import { instant } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { townEntryOf } from './town-entry.ts';

const AT = instant(1_787_745_600_000);
const town = (...files: readonly (readonly [string, string])[]) => townEntryOf(new Map(files), AT);

describe('a town in the journal', () => {
  it('holds every file, and its name is the SHA-256 of what it holds', () => {
    const entry = town(['town.yaml', 'name: Ravnsvig']);
    expect(Buffer.from(entry.body).toString('utf8')).toBe('{"files":{"town.yaml":"name: Ravnsvig"}}');
    // echo -n '{"files":{"town.yaml":"name: Ravnsvig"}}' | sha256sum
    expect(entry.name).toBe('e6806ef44499209d0fd1eae50fd8b763fdbe1fafe5da4a26e03e02cc6ed15a4d');
  });

  it('has the same name in whatever order its files were read, and another when one letter changed', () => {
    const [one, other] = [['a.yaml', '1'], ['b.yaml', '2']] as const;
    expect(town(one, other).name).toBe(town(other, one).name);
    expect(town(one, ['b.yaml', '3']).name).not.toBe(town(one, other).name);
  });
});
