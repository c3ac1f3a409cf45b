import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, MINUTE } from '@voldgrav/hydrology';
import { openJournal } from '@voldgrav/journal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './program.ts';

const NOON = Date.parse('2026-08-26T12:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'voldgrav-explain-'));
const file = join(folder, 'journal.sqlite');

async function explained(...words: readonly string[]) {
  const said: string[] = [];
  const complained: string[] = [];
  const code = await run(['explain', ...words], { answer: (line) => void said.push(line), complain: (line) => void complained.push(line) }, { environment: {} });
  return { code, said: said.join('\n'), complained: complained.join('\n') };
}

describe('voldgrav explain', () => {
  beforeAll(async () => {
    const journal = openJournal({ file });
    // Half an hour of dry weather, and 1.35 m in Ådalsbassinet: 900 of 1800 m³.
    for (let minute = -30; minute <= 0; minute += 1) {
      const receivedAt = instant(NOON + minute * MINUTE);
      for (const [sensor, said] of Object.entries({ 'r-01': { rain_mm: 0 }, 'r-02': { rain_mm: 0 }, 'r-03': { rain_mm: 0 }, 'r-04': { rain_mm: 0 }, 'l-aadalen': { level_m: 1.35 } })) {
        await journal.append({ kind: 'message', topic: `sensors/${sensor}/json`, payload: new TextEncoder().encode(JSON.stringify({ time: new Date(receivedAt).toISOString(), ...said })), origin: 'spec', receivedAt });
      }
    }
    journal.close();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('prints the state, its reasons, the millimetres with their limit, and what the answer rests on', async () => {
    const { code, said } = await explained('aadalen', '--journal', file);
    expect(code).toBe(0);
    expect(said).toContain('Ådalen (aadalen) at 2026-08-26T12:00:00.000Z: strained');
    // 0.6 + (900 + 24)/48.6 = 19.6; see assess-catchment.spec.ts.
    expect(said).toMatch(/ 30 min {3}19\.[567] mm \(1[56]\.\d–2[45]\.\d\) {2}Ådalsbassinet\n/);
    expect(said).toContain('Rests on 4 of 4 rain gauges and 1 of 4 level sensors; perhaps unknown without any one of l-aadalen');
  });

  it('prints what each number rests on: sensor, moment, volume with its doubt, outlet, and what the range counts', async () => {
    const { said } = await explained('aadalen', '--journal', file);
    expect(said).toContain('r-03 0.0 and 0.0 mm (');
    // 900 m³ by the level, of which the outlet took 0.6 in the minute before.
    expect(said).toMatch(/Ådalsbassinet \(l-aadalen\): 1\.35 m at 2026-08-26T12:00:00\.000Z; (899|900) of 1800 m³, ±24; its outlet gives 10\.0 l\/s \(constant 10\.0 l\/s\);/);
    expect(said).toContain('Ådalsvej ved Åbroen (l-aadalsvej): never heard; floods at 1.95 m');
    expect(said).toContain('The range counts: area ±20 % (until it is calibrated), outlets ±10 %, water level ±2 cm');
    expect(said).toContain('The yardstick is 15 mm in 30 min (DMI), 24 mm in 360 min (DMI)');
  });

  it('prints all of it in Danish, with commas', async () => {
    const { code, said } = await explained('aadalen', '--journal', file, '--language', 'da');
    expect(code).toBe(0);
    expect(said).toContain('Ådalen (aadalen) kl. 2026-08-26T12:00:00.000Z: presset');
    expect(said).toMatch(/ 30 min {3}19,[567] mm \(1[56],\d–2[45],\d\) {2}Ådalsbassinet\n/);
    expect(said).toMatch(/Ådalsbassinet \(l-aadalen\): 1,35 m kl\. 2026-08-26T12:00:00\.000Z; (899|900) af 1800 m³, ±24; udløbet giver 10,0 l\/s \(fast 10,0 l\/s\);/);
    // Names, sources and ids are the town's own; no English word is left.
    expect(said).not.toMatch(/\b(the|of|and|is|not|if|after|water|rain|until|before)\b/i);
    expect((await explained('aadalen', '--journal', file, '--language', 'sv')).code).toBe(2);
  });

  it('at an earlier moment knows only what was measured by then', async () => {
    const { code, said } = await explained('aadalen', '--journal', file, '--at', '2026-08-26T11:00:00Z');
    expect(code).toBe(0);
    expect(said).toContain('unknown');
    expect(said).toContain('The water level in Ådalsbassinet has not been measured yet');
  });

  it('knows what was forecast and begun by the moment, and not what came after it', async () => {
    const journal = openJournal({ file });
    const enter = (kind: 'forecast' | 'act', name: string, body: object, minute: number) =>
      journal.append({ kind, name, body: new TextEncoder().encode(JSON.stringify(body)), origin: 'Mona', receivedAt: instant(NOON + minute * MINUTE) });
    const iso = (minute: number) => new Date(NOON + minute * MINUTE).toISOString();
    await enter('forecast', 'radar', { kind: 'forecast', body: { source: 'radar', issuedAt: iso(1), catchment: 'aadalen', steps: [{ from: iso(0), to: iso(60), mm: 20, highMm: 45 }] } }, 1);
    await enter('act', 'playbook-step', { what: 'begin', action: 'aadalens-klimapark', step: 'pumpe-aadalen' }, 1);
    journal.close();
    const noon = await explained('aadalen', '--journal', file, '--at', iso(0));
    expect(noon.said).toContain('Coming: no forecast');
    // A minute of sixty has passed: 59/60 of 20 mm and of 45 mm.
    const { said } = await explained('aadalen', '--journal', file, '--at', iso(1));
    expect(said).toContain(`Coming: 19.7 mm (high 44.3) until ${iso(60)}`);
    expect(said).toContain(`  radar, issued ${iso(1)}: 20.0 mm (high 45.0) from ${iso(0)} until ${iso(60)}`);
    expect(said).toMatch(/pumpe-1.*; begun 2026-08-26T12:01:00.000Z/);
  });

  it('says that rural soil is taken as wet as usual', async () => {
    expect((await explained('overmarken', '--journal', file)).said).toContain('Soil of Overmarken: the usual value of the season');
    // Ådalen's limits hold Møllebækken at Åbroen, into which Overmarken drains; the harbour has none of its water.
    expect((await explained('aadalen', '--journal', file)).said).toContain('Soil of Overmarken');
    expect((await explained('havnen', '--journal', file)).said).not.toContain('Soil of');
  });

  it('names the catchments of the town when it has not the one asked for', async () => {
    const { code, complained } = await explained('atlantis', '--journal', file);
    expect(code).toBe(2);
    expect(complained).toContain('no catchment "atlantis": it has overmarken, aadalen');
  });
});
