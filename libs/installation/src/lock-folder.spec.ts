import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { lockFolder } from './lock-folder.ts';

const LOCK = fileURLToPath(new URL('lock-folder.ts', import.meta.url));
/** Locks the folder given after the file, says so or why not, and stays. */
const HOLDER = `
  import { runnerImport } from 'vite';
  const [file, folder] = process.argv.slice(1);
  const { module } = await runnerImport(file);
  try {
    module.lockFolder(folder);
    console.log('locked');
    setInterval(() => undefined, 60_000);
  } catch (refusal) {
    console.log(refusal.message);
  }`;

describe('the lock on a data folder', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'voldgrav-lock-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Another process that tries, and what it says first. */
  async function other(): Promise<{ readonly process: ChildProcess; readonly said: string }> {
    const child = spawn(process.execPath, ['--input-type=module', '-e', HOLDER, LOCK, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    return { process: child, said: said.toString('utf8').trim() };
  }
  async function kill(child: ChildProcess): Promise<void> {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  it('keeps a second process out, and says who is in', async () => {
    const unlock = lockFolder(folder);
    expect((await other()).said).toBe(`The data folder ${folder} is used by another Voldgrav (process ${process.pid}); give this one its own with DATA_DIR.`);
    unlock();
    expect((await other()).said).toBe('locked');
  });

  it('is free at once when the process that held it was killed, again and again', async () => {
    for (let round = 0; round < 3; round++) {
      const holder = await other();
      expect(holder.said).toBe('locked');
      expect(() => lockFolder(folder)).toThrow(`(process ${holder.process.pid})`);
      await kill(holder.process);
    }
    lockFolder(folder)();
  });

  // Seen in the first version, which asked whether a process of the number in the file was alive.
  it('is free although the number left behind is that of a process that lives, as after a power cut', () => {
    writeFileSync(join(folder, 'voldgrav.lock'), String(process.ppid));
    lockFolder(folder)();
  });

  it('can be taken again by the process that let go of it', () => {
    lockFolder(folder)();
    const unlock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow('is used by another Voldgrav');
    unlock();
  });

  // As for a user who may not write there: the one that runs the tests may be root, who may write anywhere.
  it('names the folder in which no file can be made, and the setting', () => {
    const nowhere = join(folder, 'nowhere');
    expect(() => lockFolder(nowhere)).toThrow(`The data folder ${nowhere} cannot be written to (unable to open database file); make it writable for the user who runs Voldgrav, or give another one with DATA_DIR.`);
  });
});
