import { execFileSync, spawnSync } from 'node:child_process';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { ROOT } from './parts/built-program.ts';

/** What a figure depends on, without what would name the machine. */
export interface Machine {
  readonly processor: string;
  readonly processors: number;
  readonly memoryGB: number;
  readonly system: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly commit: string;
}

export function machine(): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? 'unknown',
    processors: processors.length,
    memoryGB: Math.round(totalmem() / 1e8) / 10,
    system: `${type()} ${release()}`,
    versions: { node: process.version, mosquitto: firstNumberOf('mosquitto', '-h'), chromium: firstNumberOf('chromium', '--version') },
    commit: commitOf(),
  };
}

/** Processes that wanted a processor in the last minute, on average: more than there are, and figures are worse than they need be. */
export const load = (): number => Math.round((loadavg()[0] as number) * 100) / 100;

function firstNumberOf(program: string, option: string): string {
  const { stdout, stderr } = spawnSync(program, [option], { encoding: 'utf8', env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` } });
  return /\d+(\.\d+)+/.exec(`${stdout ?? ''}${stderr ?? ''}`)?.[0] ?? 'not found';
}

/** The commit that was measured; a + says that files were changed since. */
function commitOf(): string {
  const git = (...words: readonly string[]): string => execFileSync('git', words, { cwd: ROOT, encoding: 'utf8' }).trim();
  try {
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', '--', ':!tests/benchmarks/report') === '' ? '' : '+'}`;
  } catch {
    return 'unknown';
  }
}
