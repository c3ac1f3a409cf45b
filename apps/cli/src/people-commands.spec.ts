import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openInstalledAccounts } from '@voldgrav/installation';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from './program.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voldgrav-people-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function ran(line: string, environment: Readonly<Record<string, string>> = {}) {
  const answers: string[] = [];
  const complaints: string[] = [];
  const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
  const terminal = { answer: (text: string) => answers.push(text), complain: (text: string) => complaints.push(text) };
  const code = await run(words, terminal, { DATA_DIR: folder, DEMO: 'none', ...environment });
  return { code, answers, complaints };
}

/** As the server has them open at the same time. */
function atServer<Result>(look: (accounts: ReturnType<typeof openInstalledAccounts>) => Result): Result {
  const accounts = openInstalledAccounts({ folder, now: Date.now() });
  try {
    return look(accounts);
  } finally {
    accounts.close();
  }
}

describe('voldgrav user', () => {
  it('adds an account and answers with nothing but the link for its password', async () => {
    const { code, answers } = await ran('user add "Anna Holm" --role operator --organisation ravnsvig-beredskab --reason "new on the rota"', { PUBLIC_URL: 'https://voldgrav.example.dk/' });
    expect(code).toBe(0);
    expect(answers).toHaveLength(1);
    const [, secret = ''] = /^https:\/\/voldgrav\.example\.dk\/sign-in#link=([\w-]{43})$/.exec(answers[0] ?? '') ?? [];
    atServer(({ links, people, audit }) => {
      expect(links.look(secret, Date.now())).toEqual({ kind: 'password', account: people.named('Anna Holm')?.id });
      expect(audit.list({ limit: 9 }).map(({ act, why }) => [act, why])).toEqual([['password-link-made', 'new on the rota'], ['account-added', 'new on the rota']]);
    });
  });

  it('lists, resets and closes', async () => {
    await ran('user add Anna --role viewer');
    expect((await ran('user list')).answers).toEqual(['Anna\tviewer\t-\tno password yet']);
    expect((await ran('user reset anna', { PORT: '9000' })).answers[0]).toMatch(/^http:\/\/127\.0\.0\.1:9000\/sign-in#link=/);
    expect((await ran('user close Anna')).answers).toEqual(['The account of Anna is closed.']);
    expect((await ran('user list')).answers[0]).toMatch(/^Anna\tviewer\t-\tclosed 20/);
  });

  it('works on the demo’s accounts while the demo is what the settings name', async () => {
    const { complaints } = await ran('user add Anna --role viewer', { DEMO: '' });
    expect(complaints[0]).toContain('demo');
    expect((await ran('user list')).answers).toEqual([]);
    expect((await ran('user list', { DEMO: '' })).answers).toHaveLength(1);
    expect((await ran('user list --no-demo', { DEMO: '' })).answers).toEqual([]);
  });

  it.each([
    ['a role that is none', 'user add Bo --role boss', 'There is no role boss: expected one of viewer, operator, duty-leader, administrator.'],
    ['an organisation that the town lacks', 'user add Bo --role viewer --organisation nasa', 'The town has no organisation nasa: expected one of ravnsvig-kommune,'],
    ['a name that is taken', 'user add ANNA --role viewer', 'There is, or was, an account named ANNA'],
    ['a name that is none', 'user add x --role viewer', '"x" cannot be a name'],
    ['a name that is not there', 'user close Nobody', 'There is no open account named Nobody'],
    ['a reset of nobody', 'user reset Nobody', 'There is no open account named Nobody'],
  ])('calls %s wrong use, in one sentence', async (_case, line, sentence) => {
    await ran('user add Anna --role viewer');
    const { code, answers, complaints } = await ran(line);
    expect([code, answers]).toEqual([2, []]);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toContain(sentence);
  });

  it('takes no password', async () => {
    expect((await ran('user add Anna --role viewer --password secret')).code).toBe(2);
    expect((await ran('user add Anna secret --role viewer')).code).toBe(2);
  });
});

describe('voldgrav token', () => {
  it('makes one for a program, with its scopes, shown once', async () => {
    const { code, answers } = await ran('token add SCADA --scope read acknowledge --days 30');
    expect(code).toBe(0);
    expect(answers).toHaveLength(1);
    atServer(({ tokens }) => expect(tokens.caller(answers[0] ?? '', 'api', Date.now())).toMatchObject({ name: 'SCADA', scopes: ['read', 'acknowledge'] }));
    const listed = (await ran('token list')).answers;
    expect(listed[0]).toMatch(/^1\tSCADA\tapi\tread acknowledge\tuntil 20/);
    expect(listed.join('')).not.toContain(answers[0]);
  });

  it('makes a link for a display, and takes it back', async () => {
    const { answers } = await ran('token add "Wall in the crisis room" --display');
    const [, secret = ''] = /^http:\/\/127\.0\.0\.1:8080\/display\?token=(\S+)$/.exec(answers[0] ?? '') ?? [];
    atServer(({ tokens }) => expect(tokens.caller(secret, 'display', Date.now())?.scopes).toEqual(['read']));
    expect((await ran('token revoke 1')).code).toBe(0);
    atServer(({ tokens }) => expect(tokens.caller(secret, 'display', Date.now())).toBeUndefined());
  });

  it.each(['token add SCADA --scope write', 'token add SCADA --days 0', 'token add SCADA --days 400', 'token add wall --display --scope acknowledge', 'token revoke 7', 'token revoke x'])(
    'calls "%s" wrong use',
    async (line) => {
      const { code, answers, complaints } = await ran(line);
      expect([code, answers, complaints.length]).toEqual([2, [], 1]);
    },
  );
});
