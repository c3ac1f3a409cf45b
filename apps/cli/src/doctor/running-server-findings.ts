import { z } from 'zod';
import { fault, fine, type Finding, reasonOf, warning } from './finding.ts';

const PATIENCE = 10_000;
/** Refused sign-ins of an hour that are more than somebody's slip: a device that may not in tries again and again. */
const MANY_REFUSED = 10;

const health = z.object({
  status: z.string(),
  journal: z.string(),
  broker: z.string(),
  store: z.string(),
  spool: z.object({ level: z.number(), full: z.boolean() }),
  damagedRows: z.number(),
  sessionsLost: z.number(),
  /** Of an embedded broker. */
  signInsRefused: z.object({ total: z.number(), lastHour: z.number() }).optional(),
});

/** What a running server says of itself at `url`. */
export async function runningServerFindings(url: string): Promise<readonly Finding[]> {
  try {
    const answer = await fetch(new URL('/health/ready', url), { signal: AbortSignal.timeout(PATIENCE) });
    return findingsOf(health.parse(await answer.json()));
  } catch (cause) {
    return [fault('server', `it is running, but does not answer at ${url}: ${reasonOf(cause)}`, 'see HOST and PORT, and its log')];
  }
}

function findingsOf({ status, journal, broker, store, spool, damagedRows, sessionsLost, signInsRefused }: z.infer<typeof health>): readonly Finding[] {
  const findings: Finding[] = [];
  if (journal !== 'writable') findings.push(fault('server', `its journal takes nothing: ${journal}`, 'look at the disk; nothing is acknowledged meanwhile'));
  if (broker !== 'connected') findings.push(fault('server', 'it has no connection to the broker', 'see the broker below'));
  if (store !== 'reachable') findings.push(fault('server', `its store does not answer: ${store}`, 'see the store below; messages wait in the journal'));
  if (spool.full) findings.push(fault('server', 'the journal is full of messages that wait for the store', 'mend the store; JOURNAL_GB says how many may wait'));
  else if (spool.level > 0) findings.push(warning('server', `what may wait for the store is ${spool.level} % full`, 'mend the store, or make room on the disk'));
  if (damagedRows > 0) findings.push(warning('server', `${damagedRows} entries of the journal were damaged at its start`, 'look at the disk'));
  if (sessionsLost > 0) findings.push(warning('server', `the broker forgot its session ${sessionsLost} times, with what it held for it`, "let the broker keep sessions (Mosquitto's persistence)"));
  if (signInsRefused !== undefined && signInsRefused.lastHour >= MANY_REFUSED) {
    findings.push(warning('server', `its broker refused ${signInsRefused.lastHour} sign-ins in the last hour`, 'see its log for who it was; "voldgrav device list" tells who has an account, "device add" makes one'));
  }
  return findings.length === 0 ? [fine('server', `it says that it is ${status}`)] : findings;
}
