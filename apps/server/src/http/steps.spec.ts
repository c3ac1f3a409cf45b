import { instant } from '@voldgrav/hydrology';
import { TownWatch } from '@voldgrav/pipeline';
import type { ResourcesAnswer } from '@voldgrav/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runServer, type RunningServer } from '../auth/run-server.ts';
import { Intake } from '../ingest/intake.ts';

describe('steps of playbooks, over HTTP', () => {
  let server: RunningServer;
  let authorization = '';
  beforeAll(async () => {
    server = await runServer();
    const token = server.house.accounts.tokens.add({ name: 'the desk', kind: 'api', scopes: ['acknowledge'], expiresAt: Date.now() + 3_600_000 }, { name: 'spec' }, Date.now());
    authorization = `Bearer ${token.secret}`;
  });
  afterAll(() => server.stop());

  const post = async (what: 'begin' | 'end', body: object) =>
    (await fetch(`${server.url}/api/v1/steps/${what}`, { method: 'POST', body: JSON.stringify(body), headers: { authorization, 'content-type': 'application/json' } })).status;
  const usesOf = async (resource: string) => {
    const { resources } = (await (await fetch(`${server.url}/api/v1/resources`)).json()) as ResourcesAnswer;
    return resources.find(({ id }) => id === resource)?.inUse;
  };
  const pumpStep = () => {
    const action = server.house.town.actions.find(({ playbook }) => playbook.some(({ resource }) => resource === 'pumpe-1'))!;
    return { action: action.id, step: action.playbook.find(({ resource }) => resource === 'pumpe-1')!.id };
  };

  it('begun, what they need is in use, once, and said by whom; ended, it is free again', async () => {
    expect(await usesOf('pumpe-1')).toEqual([]);
    expect(await post('begin', pumpStep())).toBe(204);
    expect(await post('begin', pumpStep())).toBe(204);
    expect(await usesOf('pumpe-1')).toMatchObject([{ ...pumpStep(), by: expect.stringContaining('the desk') as string }]);
    expect(await usesOf('pumpe-2')).toEqual([]);
    expect(await post('end', pumpStep())).toBe(204);
    expect(await usesOf('pumpe-1')).toEqual([]);
  });

  it('are known again after a restart, from the journal alone', async () => {
    expect(await post('begin', pumpStep())).toBe(204);
    const { house } = server;
    const watch = new TownWatch(house.town);
    const nobody = () => undefined;
    new Intake({ journal: house.journal, watch, clock: house.clock, onTaken: nobody, onChanges: nobody, tell: nobody }).restore(instant(0));
    expect(watch.begunSteps()).toEqual(house.watch.begunSteps());
    expect(watch.begunSteps()).toHaveLength(1);
    // The journal is gone through from where the oldest of them began.
    expect(watch.oldestOpenEpisode()).toBe(watch.begunSteps()[0]?.at);
  });

  it('refuses what is no step', async () => {
    expect(await post('begin', { action: pumpStep().action, step: 'nothing' })).toBe(404);
    expect(await post('begin', { action: pumpStep().action })).toBe(400);
  });
});
