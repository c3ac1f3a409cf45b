import { readFileSync, writeFileSync } from 'node:fs';

/** Ticks in which Linux counts the time of processes: 100 a second on every machine that Node runs on. */
const TICKS_A_SECOND = 100;
const MB = 1_000_000;

/** Seconds of processor time, its own and the kernel's for it, that a process has used. Linux only. */
export function processorSeconds(pid: number): number {
  // The name, field 2, is in brackets and may hold spaces.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

/** Memory in MB that a process has in the machine now, and had at most so far. Linux only. */
export function residentMemory(pid: number): { readonly now: number; readonly most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string): number => (Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024) / MB;
  return { now: megabytes('VmRSS'), most: megabytes('VmHWM') };
}

/** From here on `most` is what a process has from now on. Linux only; of a process of this user. */
export function forgetMost(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}
