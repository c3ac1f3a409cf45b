import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openInstalledAccounts } from '@voldgrav/installation';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../program.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voldgrav-device-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function ran(line: string, environment: Readonly<Record<string, string>> = {}) {
  const answers: string[] = [];
  const complaints: string[] = [];
  const terminal = { answer: (text: string) => answers.push(text), complain: (text: string) => complaints.push(text) };
  const code = await run(['device', ...line.split(' ')], terminal, { environment: { DATA_DIR: folder, DEMO: 'none', ...environment } });
  return { code, answers, complaints };
}

async function letIn(name: string, password: string): Promise<boolean> {
  const accounts = openInstalledAccounts({ folder, now: Date.now() });
  try {
    return (await accounts.devices.verify(name, Buffer.from(password))) !== undefined;
  } finally {
    accounts.close();
  }
}

describe('voldgrav device', () => {
  it('adds a sensor and answers with nothing but its password', async () => {
    const { code, answers, complaints } = await ran('add l-aadalen --reason new');
    expect(code).toBe(0);
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatch(/^[\w-]{43}$/);
    expect(complaints).toEqual(['The password of user l-aadalen, who may send to sensors/l-aadalen/#. It is not shown again:']);
    expect(await letIn('l-aadalen', answers[0] ?? '')).toBe(true);
    expect((await readFile(join(folder, 'accounts.sqlite'))).includes(answers[0] ?? '')).toBe(false);
  });

  it('lists and revokes', async () => {
    const { answers: [password = ''] } = await ran('add l-aadalen');
    await ran('add chirpstack --topic application/+/device/+/event/up');
    expect((await ran('list')).answers.map((line) => line.replace(/20.*/, ''))).toEqual([
      'chirpstack\tsensors/chirpstack/# application/+/device/+/event/up\tsince ', 'l-aadalen\tsensors/l-aadalen/#\tsince ',
    ]);
    expect(await ran('revoke l-aadalen')).toEqual({ code: 0, answers: ['The account of l-aadalen is revoked.'], complaints: [] });
    expect(await letIn('l-aadalen', password)).toBe(false);
    expect((await ran('list')).answers[1]).toMatch(/^l-aadalen\tsensors\/l-aadalen\/#\trevoked 20/);
    expect((await ran('add l-aadalen')).code).toBe(0);
  });

  it("writes Mosquitto's files: the lines of others stay, revoked devices go, and so does nothing else", async () => {
    const file = join(folder, 'passwords');
    await writeFile(file, 'voldgrav:$7$101$AAAA$BBBB\nl-gone:$7$101$AAAA$BBBB\n', { mode: 0o640 });
    await ran('add l-aadalen', { MQTT_URL: 'mqtt://broker:1883' });
    await ran('add l-havnen');
    await ran('revoke l-havnen');
    const lines = (await ran('password-file')).answers;
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^l-aadalen:\$7\$101\$[^$:]+\$[^$:]+$/);
    expect(await ran(`password-file ${file}`)).toMatchObject({ code: 0, answers: [`${file} has 1 devices now, beside 2 other lines.`] });
    await ran(`password-file ${file}`);
    expect(await readFile(file, 'utf8')).toBe(`voldgrav:$7$101$AAAA$BBBB\nl-gone:$7$101$AAAA$BBBB\n${lines[0]}\n`);
    expect((await stat(file)).mode & 0o777).toBe(0o640);
    await ran('revoke l-aadalen');
    await ran(`password-file ${file}`);
    expect(await readFile(file, 'utf8')).toBe('voldgrav:$7$101$AAAA$BBBB\nl-gone:$7$101$AAAA$BBBB\n');
    expect((await ran('add l-aadalen', { MQTT_URL: 'mqtt://broker:1883' })).complaints.at(-1)).toContain('voldgrav device password-file');
    expect((await ran('acl')).answers).toEqual(['user l-aadalen', 'topic readwrite sensors/l-aadalen/#', '']);
    expect(await ran(`password-file ${folder}`)).toMatchObject({ code: 2, answers: [] });
  });

  it.each([
    ['a sensor that the town lacks', 'add l-nowhere', 'The town has no sensor or device l-nowhere'],
    ['a name that is none', 'add a:b', '"a:b" cannot be a device\'s name'],
    ["the server's name", 'add voldgrav --topic x/y', '"voldgrav" cannot be a device\'s name'],
    ['a topic that is none', 'add net --topic a#', '--topic a# is no topic of devices'],
    ['a topic that would begin a line of its own', 'add net --topic a\nuser', 'is no topic of devices'],
    ['every topic', 'add net --topic #', '--topic # is no topic of devices'],
    ['every topic in other words', 'add net --topic +/#', '--topic +/# is no topic of devices'],
    ['what is there', 'add r-12', 'There is an account of r-12'],
    ['what is not there', 'revoke l-aadalen', 'There is no account of l-aadalen to revoke'],
    ['a town with faults', 'add l-aadalen', 'has faults, so its sensors are not known', { TOWN_DIR: '/nowhere' }],
  ])('calls %s wrong use, in one sentence', async (_case, line, sentence, environment: Readonly<Record<string, string>> = {}) => {
    await ran('add r-12');
    const { code, answers, complaints } = await ran(line, environment);
    expect([code, answers]).toEqual([2, []]);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toContain(sentence);
  });
});
