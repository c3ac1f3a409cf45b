import { spawnSync } from 'node:child_process';
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A data folder whose disk can be filled and emptied again. */
export interface SmallDisk {
  readonly kind: 'a file system of 48 MB in memory' | 'a limit on the length of files';
  readonly fill: (pid: number) => void;
  readonly empty: (pid: number) => void;
  readonly discard: () => void;
}

const run = (program: string, ...words: readonly string[]): boolean => spawnSync(program, words, { stdio: 'ignore' }).status === 0;
const LUMP = Buffer.alloc(65_536, 1);

/** A real full disk where we may mount one; elsewhere the kernel's limit on the length of a file, which SQLite takes for one. */
export function smallDisk(folder: string): SmallDisk {
  if (run('mount', '-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', folder)) {
    const ballast = join(folder, 'ballast');
    return {
      kind: 'a file system of 48 MB in memory',
      fill: () => {
        writeFileSync(ballast, '');
        for (let size = LUMP.length; size >= 512; size /= 2) appendUntilFull(ballast, LUMP.subarray(0, size));
      },
      empty: () => rmSync(ballast),
      // Lazily: this process too has read files there, and lets go of them when they are collected.
      discard: () => run('umount', '-l', folder),
    };
  }
  const limit = (pid: number, bytes: string): void => {
    if (!run('prlimit', '--pid', String(pid), `--fsize=${bytes}:unlimited`)) throw new Error('A full disk needs the right to mount, or the program prlimit of the package "util-linux".');
  };
  return { kind: 'a limit on the length of files', fill: (pid) => limit(pid, '65536'), empty: (pid) => limit(pid, 'unlimited'), discard: () => undefined };
}

function appendUntilFull(file: string, lump: Buffer): void {
  try {
    for (;;) appendFileSync(file, lump);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOSPC') throw cause;
  }
}
