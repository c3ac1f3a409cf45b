import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runServer, type RunningServer } from './run-server.ts';
import { startLink } from './start-link.ts';

const NOW = Date.now();

describe('the link that a start prints', () => {
  let server: RunningServer;
  beforeEach(async () => {
    server = await runServer();
  });
  afterEach(() => server.stop());

  const start = (town: 'sample' | 'real') => startLink(server.house.accounts, server.house.town, town === 'sample', NOW);

  it('signs in to the sample town as its duty officer, of the preparedness organisation, at each start anew', () => {
    const { people, links } = server.house.accounts;
    const [first, second] = [start('sample'), start('sample')];
    expect(first?.says).toBe('sign in once');
    expect(people.list()).toMatchObject([{ name: 'Vagthavende', role: 'duty-leader', organisation: 'ravnsvig-beredskab' }]);
    expect(links.look(first?.secret ?? '', NOW)).toBeUndefined();
    expect(links.look(second?.secret ?? '', NOW)).toEqual({ kind: 'sign-in', account: 1 });
  });

  it('creates the first administrator of a real town, until there is one', () => {
    const { people, links } = server.house.accounts;
    const link = start('real');
    expect(link?.says).toBe('create the first administrator');
    expect(links.look(link?.secret ?? '', NOW)).toEqual({ kind: 'first-administrator' });
    expect(people.list()).toEqual([]);
    people.add({ name: 'Anna Holm', role: 'administrator', passwordHash: '$hash' }, { name: 'spec' }, NOW);
    expect(start('real')).toBeUndefined();
  });

  it('is none where the duty officer’s account was closed', () => {
    const { people } = server.house.accounts;
    start('sample');
    const officer = people.named('Vagthavende');
    if (officer === undefined) throw new Error('the start made one');
    people.close(officer, { name: 'spec' }, NOW);
    expect(start('sample')).toBeUndefined();
  });
});
