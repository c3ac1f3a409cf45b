import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { instant } from '@voldgrav/hydrology';
import { readTown } from '@voldgrav/installation';
import { type Journal, openJournal } from '@voldgrav/journal';
import { TownIndex } from '@voldgrav/pipeline';
import { openTroubleLog, type TroubleLog } from '@voldgrav/storage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RowListener } from './row-listener.ts';
import { TroubleKeeper } from './trouble-keeper.ts';

const SAMPLE_TOWN = fileURLToPath(new URL('../../../../config/sample-town', import.meta.url));
const at = (second: number) => instant(Date.UTC(2026, 7, 26, 12, 0, second));
const note = (second: number) => ({ at: at(second), topic: 't', reason: 'not-json', detail: `${second}`, unread: true });

describe('the list of troubles beside the journal', () => {
  let folder: string;
  let journal: Journal;
  let log: TroubleLog;
  let told: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'voldgrav-keeper-'));
    journal = openJournal({ file: join(folder, 'journal.sqlite') });
    log = openTroubleLog({ file: join(folder, 'trouble.sqlite') });
    told = [];
  });
  afterEach(() => {
    journal.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function listener(): Promise<RowListener> {
    const read = await readTown(SAMPLE_TOWN);
    if (!read.ok) throw new Error('the sample town is at fault');
    return new RowListener(journal, new TownIndex(read.town), undefined);
  }
  async function keep(): Promise<TroubleKeeper> {
    return new TroubleKeeper({ journal, log, listener: await listener(), tell: (line) => told.push(line) });
  }
  const message = (second: number, payload: string) =>
    journal.append({ kind: 'message', topic: 'sensors/l-aadalen/json', payload: new TextEncoder().encode(payload), origin: 's', receivedAt: at(second) });
  const details = () => log.unusable({ limit: 500 }).items.map(({ seq, reason }) => [seq, reason]);

  it('is made from the journal where there is none yet, and says how far back it reaches', async () => {
    await message(1, 'not json');
    await message(2, '{"time":"2026-08-26T12:00:00Z","level_m":1.2}');
    await message(3, '{"time":"2026-08-26T12:00:00Z","level_m":999}');
    const keeper = await keep();
    expect(await keeper.caughtUp(60_000)).toBe(true);
    expect(details()).toEqual([[3, 'gross-range'], [1, 'not-json']]);
    expect(log.doubts({ limit: 9 }).items).toMatchObject([{ sensor: 'l-aadalen', check: 'gross-range', value: 999 }]);
    expect(keeper.reach).toEqual({ from: at(1), catchingUp: false });
    expect(log.enteredUpTo).toBe(3);
    keeper.stop();
  });

  it('takes back a doubt that a late reading explains', async () => {
    const level = (second: number, said: number, metres: number) => message(second, JSON.stringify({ time: new Date(at(said)).toISOString(), level_m: metres }));
    await level(130, 0, 0.7);
    await level(131, 120, 0.82);
    // 2 cm in a minute, past the 10 cm of waves, is 1.2 m/h; in half a minute with 6 cm before it, none.
    await level(132, 60, 0.7);
    const keeper = await keep();
    expect(await keeper.caughtUp(60_000)).toBe(true);
    expect(log.doubts({ limit: 9 }).items).toMatchObject([{ check: 'rate-of-change', value: 0.82 }]);
    keeper.stop();
    log = openTroubleLog({ file: join(folder, 'trouble.sqlite') });
    await level(133, 90, 0.76);
    const again = await keep();
    expect(await again.caughtUp(60_000)).toBe(true);
    expect(log.doubts({ limit: 9 }).items).toEqual([]);
    again.stop();
  });

  it('does not enter again what was taken back while it caught up', async () => {
    const level = (second: number, said: number, metres: number) => message(second, JSON.stringify({ time: new Date(at(said)).toISOString(), level_m: metres }));
    const live = await listener();
    await message(129, 'not json');
    for (const [second, said, metres] of [[130, 0, 0.7], [131, 120, 0.82], [132, 60, 0.7]] as const) await level(second, said, metres);
    for (const row of journal.entriesAfter(0, 9)) live.hear(row);
    const payload = new TextEncoder().encode(JSON.stringify({ time: new Date(at(90)).toISOString(), level_m: 0.76 }));
    const explains = live.hear({ kind: 'message', damaged: false, seq: 5, topic: 'sensors/l-aadalen/json', payload, origin: 's', receivedAt: at(133) });
    const behind = await listener();
    const keeper = new TroubleKeeper({ journal, log, listener: behind, tell: (line) => told.push(line) });
    // Nothing of before the start is entered yet, and somebody asks.
    expect(log.enteredUpTo).toBe(0);
    keeper.take(5, [], explains.observations);
    keeper.enter();
    expect(await keeper.caughtUp(60_000)).toBe(true);
    expect(log.doubts({ limit: 9 }).items).toEqual([]);
    expect(details()).toEqual([[1, 'not-json']]);
    keeper.stop();
  });

  it('takes back that no level came of a pressure, when the barometer of then comes late', async () => {
    const keeper = await keep();
    const told = { at: at(1), topic: 'sensors/l-x/json', reason: 'no-level', detail: 'pressure_hpa 1113: the barometer air has not spoken lately', unread: true };
    keeper.take(undefined, [told, { ...told, at: at(2) }], []);
    keeper.enter();
    expect(log.unusable({ limit: 9 }).items).toHaveLength(2);
    keeper.take(5, [{ ...told, isNoMore: true }], []);
    keeper.enter();
    expect(log.unusable({ limit: 9 }).items.map((item) => item.at)).toEqual([at(2)]);
    keeper.stop();
  });

  it('goes on where it was, and lacks nothing of what came in between', async () => {
    await message(1, 'not json');
    log.enter({ unusable: [], doubts: [], upTo: 1 });
    await message(2, 'nor this');
    const keeper = await keep();
    keeper.take(await message(3, 'x'), [note(3)], []);
    await keeper.caughtUp(60_000);
    keeper.enter();
    expect(details().sort()).toEqual([[2, 'not-json'], [3, 'not-json']]);
    expect(log.enteredUpTo).toBe(3);
    keeper.stop();
  });

  it('is entered before it is asked, and every half second otherwise', async () => {
    const keeper = await keep();
    keeper.take(undefined, [note(1)], []);
    await expect.poll(() => details(), { timeout: 60_000 }).toEqual([[undefined, 'not-json']]);
    keeper.take(undefined, [note(2)], []);
    keeper.enter();
    expect(details()).toHaveLength(2);
    keeper.stop();
  });

  it('keeps what it cannot write until it can, tells of it once, and stops nothing', async () => {
    const keeper = await keep();
    await keeper.caughtUp(60_000);
    const enter = log.enter.bind(log);
    log.enter = () => {
      throw new Error('the disk is full');
    };
    keeper.take(undefined, [note(1)], []);
    keeper.enter();
    keeper.enter();
    expect(told).toEqual(['The list of what could not be used cannot be written: the disk is full. Nothing is lost: it is in the journal.']);
    log.enter = enter;
    keeper.enter();
    expect(details()).toHaveLength(1);
    expect(told).toHaveLength(2);
    keeper.stop();
  });

  it('lists twenty parts of a message that is wrong a thousand times over', async () => {
    const keeper = await keep();
    keeper.take(1, Array.from({ length: 1_000 }, (_, index) => note(index)), []);
    keeper.enter();
    expect(details()).toHaveLength(20);
    keeper.stop();
  });
});
