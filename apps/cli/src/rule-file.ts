import { readFileSync } from 'node:fs';
import type { AlertRule } from '@voldgrav/alert';
import { readTown } from '@voldgrav/installation';
import { parseTown } from '@voldgrav/wire';
import { WrongUse } from './wrong-use.ts';

/** Lines that stand before the entry in a rules.yaml. */
const HEAD = 'rules:\n';

/**
 * Reads one entry of a rules.yaml that stands alone, held against the town as the whole file would be. Throws `WrongUse` with
 * the file and the line of the first fault.
 */
export async function ruleFile(file: string, townFolder: string): Promise<AlertRule> {
  const text = textOf(file);
  const { texts } = await readTown(townFolder);
  const parsed = parseTown(new Map([...texts, ['rules.yaml', `${HEAD}${asEntry(text)}`]]));
  const fault = parsed.ok ? undefined : (parsed.faults.find((each) => each.file === 'rules.yaml') ?? parsed.faults[0]);
  if (fault !== undefined) throw new WrongUse(fault.file === 'rules.yaml' ? `${file}:${Math.max(1, fault.line - 1)}: ${fault.message}` : `${fault.file}:${fault.line}: ${fault.message}`);
  const rules = parsed.ok ? parsed.town.rules : [];
  const [rule] = rules;
  if (rule === undefined || rules.length > 1) throw new WrongUse(`${file}:1: expected one entry of rules.yaml, found ${rules.length}.`);
  return rule;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new WrongUse(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`);
  }
}

/** With its dash or without, indented as in a list. Its lines keep their numbers, but for those of the head. */
function asEntry(text: string): string {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
  const hasDash = (lines[first] ?? '').trimStart().startsWith('- ');
  return lines.map((line, number) => (line.trim() === '' ? line : hasDash ? `  ${line}` : `${number === first ? '  - ' : '    '}${line}`)).join('\n');
}
