import { readFileSync } from 'node:fs';
import type { AlertRule } from '@voldgrav/alert';
import { readTown } from '@voldgrav/installation';
import { ruleEntry } from '@voldgrav/wire';
import { WrongUse } from './wrong-use.ts';

/**
 * Reads one entry of a rules.yaml that stands alone, held against the town as the whole file would be. Throws `WrongUse` with
 * the file and the line of the first fault.
 */
export async function ruleFile(file: string, townFolder: string): Promise<AlertRule> {
  const text = textOf(file);
  const { texts } = await readTown(townFolder);
  const entry = ruleEntry(text, texts);
  if (entry.ok) return entry.rule;
  const [fault] = entry.faults;
  throw new WrongUse(fault === undefined ? `${file} is no rule.` : `${fault.file === 'rules.yaml' ? file : fault.file}:${fault.line}: ${fault.message}`);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new WrongUse(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`);
  }
}
