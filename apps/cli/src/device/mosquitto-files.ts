import { randomUUID } from 'node:crypto';
import { chownSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { Device } from '@voldgrav/account';
import { ownTopics } from '@voldgrav/wire';
import { DONE, type ExitCode } from '../exit-code.ts';
import type { AtDesk } from '../with-accounts.ts';
import { WrongUse } from '../wrong-use.ts';
import { townIn } from './device.ts';

const inUse = (devices: readonly Device[]): readonly Device[] => devices.filter(({ revokedAt }) => revokedAt === undefined);

/** Answers with a line of Mosquitto's password_file for each account, or puts them into `file` in place of what it had of our devices. */
export function passwordFile(file: string | undefined, { accounts, terminal }: AtDesk): ExitCode {
  const devices = accounts.devices.list();
  const lines = inUse(devices).map(({ name, passwordHash }) => `${name}:${passwordHash}`);
  if (file === undefined) {
    for (const line of lines) terminal.answer(line);
    return DONE;
  }
  const ours = new Set(devices.map(({ name }) => name));
  const others = linesIn(file).filter((line) => line !== '' && !ours.has(line.split(':')[0] ?? ''));
  replace(file, [...others, ...lines, ''].join('\n'));
  terminal.answer(`${file} has ${lines.length} devices now, beside ${others.length} other lines.`);
  return DONE;
}

/** Answers with what each account may send to, as lines of Mosquitto's acl_file. What has topics of its own may hear them, as an edge node its commands. */
export async function accessList({ accounts, terminal, townDir }: AtDesk): Promise<ExitCode> {
  const devices = inUse(accounts.devices.list());
  const sources = devices.length === 0 ? [] : (await townIn(townDir)).sources;
  for (const { name, topics } of devices) {
    terminal.answer(`user ${name}`);
    for (const topic of [...ownTopics(name, sources), ...topics]) terminal.answer(`topic readwrite ${topic}`);
    terminal.answer('');
  }
  return DONE;
}

function linesIn(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new WrongUse(`${file} cannot be read: ${(fault as Error).message}.`);
  }
}

/** Whole or not at all, and with the owner and mode that it had: the broker may run as another user. */
function replace(file: string, text: string): void {
  const beside = `${file}.${randomUUID()}`;
  try {
    const before = statSync(file, { throwIfNoEntry: false });
    writeFileSync(beside, text, { mode: before === undefined ? 0o600 : before.mode & 0o777, flush: true });
    if (before !== undefined && (before.uid !== process.getuid?.() || before.gid !== process.getgid?.())) chownSync(beside, before.uid, before.gid);
    renameSync(beside, file);
  } catch (fault) {
    rmSync(beside, { force: true });
    throw new WrongUse(`${file} cannot be written: ${(fault as Error).message}.`);
  }
}
