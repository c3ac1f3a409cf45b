import { appendFileSync } from 'node:fs';

/** Messages that were acknowledged, and what became of them. */
export interface Audit {
  readonly acknowledged: number;
  readonly stored: number;
  readonly lost: number;
  readonly twice: number;
}

/** What one fault test did and found, for the report of the long run. */
export interface FaultOutcome {
  readonly fault: string;
  readonly rounds: number;
  /** When it began, by `performance.now()`. */
  readonly began: number;
  /** What the oracle counted; absent where nothing was to be stored. */
  readonly audit?: Audit;
  /** What else is worth knowing, in a few words. */
  readonly note: string;
}

const count = (name: string, usual: number): number => Number(process.env[name] ?? usual);

/** How hard to try: the quick run of `npm test`, or what `npm run faults` asks for. */
export const ROUNDS = count('FAULT_ROUNDS', 30);
export const OUTAGE_SECONDS = count('FAULT_OUTAGE_SECONDS', 4);
/** Draws the moments of the kills: others each time, unless FAULT_SEED asks for those of a run that failed. */
export const SEED = count('FAULT_SEED', Math.floor(Math.random() * 1_000_000));
export const FUZZED = count('FAULT_FUZZED', 100_000);

/** One line in the file that the long run reads; nothing in the quick one. */
export function report({ began, ...outcome }: FaultOutcome): void {
  const file = process.env['FAULT_REPORT'];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ ...outcome, seconds: (performance.now() - began) / 1_000 })}\n`);
}
