import { instant } from '@voldgrav/hydrology';
import { TownWatch } from '@voldgrav/pipeline';
import type { ForecastsAnswer, StormDossierAnswer, StormsAnswer, WarningsAnswer } from '@voldgrav/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runServer, type RunningServer } from '../auth/run-server.ts';
import { Intake } from '../ingest/intake.ts';

const MINUTE = 60_000;

describe('what is coming, over HTTP', () => {
  let server: RunningServer;
  let authorization = '';
  beforeAll(async () => {
    server = await runServer();
    const token = server.house.accounts.tokens.add({ name: 'the utility', kind: 'api', scopes: ['forecast'], expiresAt: Date.now() + 3_600_000 }, { name: 'spec' }, Date.now());
    authorization = `Bearer ${token.secret}`;
  });
  afterAll(() => server.stop());

  const at = (minutes: number) => new Date(Date.now() + minutes * MINUTE).toISOString();
  const post = (path: string, body: string, type = 'application/json') => fetch(`${server.url}/api/v1/${path}`, { method: 'POST', body, headers: { authorization, 'content-type': type } });
  const get = async <Answer>(path: string) => (await (await fetch(`${server.url}/api/v1/${path}`)).json()) as Answer;
  const nowcast = (mm: number, changes: object = {}) => JSON.stringify({ source: 'Utility radar', issuedAt: at(-1), catchment: 'aadalen', steps: [{ from: at(-1), to: at(60), mm, lowMm: mm / 2, highMm: 2 * mm }], ...changes });

  it('takes a forecast, keeps it as it was issued, and shows it beside readiness', async () => {
    expect((await post('forecasts', nowcast(6))).status).toBe(204);
    const { forecasts } = await get<ForecastsAnswer>('forecasts?place=aadalen');
    expect(forecasts).toMatchObject([{ source: 'Utility radar', catchment: 'aadalen', steps: [{ mm: 6, lowMm: 3, highMm: 12 }] }]);
    const basins = server.house.watch.snapshot(server.house.clock.now()).basins;
    // Half an hour of 61 minutes in which 6 mm are expected.
    expect(basins.find(({ id }) => id === 'b-aadalen')?.comingMm).toBeCloseTo((6 * 30) / 61, 0);
    expect(basins.find(({ id }) => id === 'b-havnen')?.comingMm).toBeNull();
  });

  it('refuses one that says nothing usable, with every fault', async () => {
    const answer = await post('forecasts', nowcast(6, { catchment: 'byen', steps: [{ from: at(10), to: at(0), mm: 1 }] }));
    expect(answer.status).toBe(400);
    const { detail } = (await answer.json()) as { detail: string };
    expect(detail).toContain('catchment: expected one of');
    expect(detail).toContain('steps[0].to: expected a time after from');
    expect((await fetch(`${server.url}/api/v1/forecasts?place=byen`)).status).toBe(400);
  });

  it('lets a typed warning open a storm with its preparation, and one in CAP add to it', async () => {
    const typed = { source: 'DMI', about: 'cloudburst', category: 1, onset: at(60), expires: at(300), id: 'typed-1' };
    expect((await post('warnings', JSON.stringify(typed))).status).toBe(204);
    const [awaited] = (await get<StormsAnswer>('storms')).storms;
    expect(awaited).toMatchObject({ phase: 'awaited', openedBy: 'warning', preparation: { category: 1, level: { en: 'Information readiness' } } });
    const cap = (time: number) => `${at(time).slice(0, 19)}+00:00`;
    const xml = `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>cap-1</identifier><sender>vejr@example.dk</sender><sent>${cap(-2)}</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
      <info><language>da</language><category>Met</category><event>Skybrud</event><urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty><onset>${cap(90)}</onset><expires>${cap(400)}</expires></info></alert>`;
    expect((await post('warnings', xml, 'application/cap+xml')).status).toBe(204);
    const { warnings } = await get<WarningsAnswer>('warnings');
    expect(warnings.map(({ id, stands, category }) => [id, stands, category]).sort()).toEqual([['cap-1', true, 2], ['typed-1', true, 1]]);
    const dossier = await get<StormDossierAnswer>(`storms/${awaited?.id}`);
    expect(dossier.storm).toMatchObject({ warnings: [{ id: 'cap-1' }, { id: 'typed-1' }], preparation: { category: 2 } });
    expect(dossier.forecasts).toMatchObject([{ source: 'Utility radar', catchment: 'aadalen', storm: awaited?.id }]);
    expect(dossier.log.map(({ what, id }) => [what, id]).sort()).toEqual([['opened-by-warning', undefined], ['warning-issued', 'cap-1'], ['warning-issued', 'typed-1']]);
    expect((await post('warnings', xml.replace('Severe', 'Bad'), 'application/cap+xml')).status).toBe(400);
    expect((await fetch(`${server.url}/api/v1/storms/storm-of-old`)).status).toBe(404);
  });

  it('is known again after a restart, from the journal alone', () => {
    const { house } = server;
    const watch = new TownWatch(house.town);
    const nobody = () => undefined;
    new Intake({ journal: house.journal, watch, clock: house.clock, onTaken: nobody, onChanges: nobody, tell: nobody }).restore(instant(0));
    expect(watch.coming.list('aadalen')).toEqual(house.watch.coming.list('aadalen'));
    expect(watch.stormsAt(house.clock.now()).map(({ storm }) => storm.id)).toEqual(house.watch.stormsAt(house.clock.now()).map(({ storm }) => storm.id));
  });
});
