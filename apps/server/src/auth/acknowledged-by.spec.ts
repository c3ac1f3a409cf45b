import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runServer, type RunningServer } from './run-server.ts';

describe('an acknowledgement', () => {
  let server: RunningServer;
  let alert = '';

  beforeAll(async () => {
    server = await runServer();
    // Over the set point of 1.90 m for longer than the rule's 30 s, by the sensor's own times.
    for (const secondsAgo of [120, 60, 0]) {
      const time = new Date(Date.now() - secondsAgo * 1_000).toISOString();
      await server.house.intake.message({ topic: 'sensors/l-aadalen/json', payload: Buffer.from(JSON.stringify({ time, level_m: 1.95 })), clientId: 'spec' });
    }
    alert = server.house.watch.liveAlerts().find(({ rule }) => rule === 'aadalen-near-crest')?.id ?? '';
  });
  afterAll(() => server.stop());

  it('tells who it was, for which organisation and why, to the screen, the API and the audit log', async () => {
    const { accounts, watch } = server.house;
    const anna = accounts.people.add({ name: 'Anna Holm', role: 'operator', organisation: 'ravnsvig-beredskab' }, { name: 'spec' }, Date.now());
    const session = accounts.sessions.start({ account: anna?.id ?? 0 }, '', Date.now());
    const response = await fetch(`${server.url}/api/v1/alerts/${alert}/acknowledge`, {
      method: 'POST',
      body: JSON.stringify({ comment: 'the pump is on its way' }),
      headers: { 'content-type': 'application/json', cookie: `voldgrav-without-tls=${session}` },
    });
    expect(response.status).toBe(204);
    const who = { state: 'acknowledged', acknowledgedBy: 'Anna Holm', acknowledgedFor: 'ravnsvig-beredskab' };
    expect(watch.liveAlerts().find(({ id }) => id === alert)).toMatchObject(who);
    const { alerts } = (await (await fetch(`${server.url}/api/v1/alerts?state=acknowledged`)).json()) as { alerts: readonly object[] };
    expect(alerts).toMatchObject([who]);
    expect(accounts.audit.list({ limit: 1 })).toMatchObject([
      { act: 'alert-acknowledged', subject: alert, who: 'Anna Holm', organisation: 'ravnsvig-beredskab', why: 'the pump is on its way' },
    ]);
  });

  it('stands in the journal with all of that', () => {
    const act = server.house.journal.entriesAfter(0, 100).find((row) => !row.damaged && row.kind === 'act');
    if (act === undefined || act.damaged || act.kind !== 'act') throw new Error('the act is in the journal');
    expect(act.origin).toBe('Anna Holm');
    expect(JSON.parse(Buffer.from(act.body).toString('utf8'))).toEqual({ alert, organisation: 'ravnsvig-beredskab', comment: 'the pump is on its way' });
  });
});
