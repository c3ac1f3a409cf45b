import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isoOf, shifted } from '@voldgrav/hydrology';
import { openDutyLog } from '@voldgrav/storage';
import type { DutyLogAnswer, DutyNoteAnswer, ProblemDetails, StormDossierAnswer, StormsAnswer } from '@voldgrav/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runServer, type RunningServer } from '../auth/run-server.ts';
import { DutyLogKeeper } from '../watch/duty-log-keeper.ts';

describe('the duty log, over HTTP', () => {
  let server: RunningServer;
  let authorization = '';
  beforeAll(async () => {
    server = await runServer();
    const token = server.house.accounts.tokens.add({ name: 'the desk', kind: 'api', scopes: ['acknowledge'], expiresAt: Date.now() + 3_600_000 }, { name: 'spec' }, Date.now());
    authorization = `Bearer ${token.secret}`;
  });
  afterAll(() => server.stop());

  const write = (body: object) => fetch(`${server.url}/api/v1/log`, { method: 'POST', body: JSON.stringify(body), headers: { authorization, 'content-type': 'application/json' } });
  const written = async (body: object) => (await (await write(body)).json()) as DutyNoteAnswer;
  const get = async <Answer>(path: string) => (await (await fetch(`${server.url}/api/v1/${path}`)).json()) as Answer;
  const ago = (minutes: number) => isoOf(shifted(server.house.clock.now(), -minutes * 60_000));

  it('keeps what is written, with who wrote it and when', async () => {
    const note = await written({ text: '  Called the utility.  ' });
    expect(note).toMatchObject({ text: 'Called the utility.', by: expect.stringContaining('the desk') as string, at: note.writtenAt });
    expect(note.storm).toBeUndefined();
    expect(await get<DutyLogAnswer>('log')).toEqual({ notes: [note], before: null, catchingUp: false });
    expect(server.house.accounts.audit.list({ limit: 1 })).toMatchObject([{ act: 'duty-note-written', subject: String(note.n) }]);
  });

  it('attaches it to the storm that is open, where it stands among what happened', async () => {
    const { house } = server;
    const said = { topic: 'sensors/r-01/json', payload: new TextEncoder().encode(JSON.stringify({ time: ago(5), rain_mm: 0.4 })), clientId: 'spec' };
    await house.intake.message(said);
    const [storm] = (await get<StormsAnswer>('storms')).storms;
    const gate = await written({ text: 'The gate is shut by hand.', at: ago(2) });
    expect(gate.storm).toBe(storm?.id);
    expect(gate.at < gate.writtenAt).toBe(true);
    const later = await written({ text: 'Pump on its way.' });
    const { log } = await get<StormDossierAnswer>(`storms/${storm!.id}`);
    expect(log.map(({ what, text }) => text ?? what).filter((line) => line !== 'rain-began')).toEqual(['opened-by-rain', 'The gate is shut by hand.', 'Pump on its way.']);
    const own = await get<DutyLogAnswer>(`log?storm=${storm!.id}`);
    expect(own.notes).toEqual([later, gate]);
    const page = await get<DutyLogAnswer>('log?limit=1');
    expect(page).toMatchObject({ notes: [later], before: later.n });
    expect((await get<DutyLogAnswer>(`log?limit=1&before=${page.before}`)).notes).toEqual([gate]);
  });

  it('refuses what is no note, and names what is wrong', async () => {
    const fault = async (body: object) => {
      const response = await write(body);
      return [response.status, ((await response.json()) as ProblemDetails).detail] as const;
    };
    expect(await fault({ text: ' ' })).toEqual([400, expect.stringContaining('"text"')]);
    expect(await fault({ text: 'x', at: '2026-08-26T12:00:00' })).toEqual([400, expect.stringContaining('at must be a time in ISO 8601 with an offset')]);
    expect(await fault({ text: 'x', at: '2199-01-01T00:00:00Z' })).toEqual([400, 'at must not lie in the future.']);
    expect((await fault({ text: 'x', storm: 'storm-of-nowhere' }))[0]).toBe(404);
    expect((await fetch(`${server.url}/api/v1/log`, { method: 'POST', body: '{"text":"x"}', headers: { 'content-type': 'application/json' } })).status).toBe(401);
  });

  it('is made again from the journal alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'voldgrav-duty-'));
    const keeper = new DutyLogKeeper({ journal: server.house.journal, log: openDutyLog({ file: join(folder, 'duty-log.sqlite') }), tell: () => undefined });
    await keeper.caughtUp();
    expect(keeper.page({ limit: 9 })).toEqual(server.house.dutyLog.page({ limit: 9 }));
    expect(keeper.page({ limit: 9 }).notes).toHaveLength(3);
    keeper.stop();
    rmSync(folder, { recursive: true, force: true });
  });
});
