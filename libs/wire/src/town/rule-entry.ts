import type { AlertRule } from '@voldgrav/alert';
import { parseTown } from './parse-town.ts';
import type { TownFault } from './town-fault.ts';
import { readYamlFile } from './town-file.ts';

export type RuleEntry = { readonly ok: true; readonly rule: AlertRule } | { readonly ok: false; readonly faults: readonly TownFault[] };

const FILE = 'rules.yaml';
/** Lines that stand before the entry in a rules.yaml. */
const HEAD = 'rules:\n';

/**
 * Reads one entry of a rules.yaml that stands alone, with its dash or without, held against the town (its files' texts) as the whole
 * file would be. Faults of the entry carry the file name "rules.yaml" and the line within the entry.
 */
export function ruleEntry(text: string, town: ReadonlyMap<string, string>): RuleEntry {
  const entry = among(town, `${HEAD}${asEntry(text)}`);
  return entry.ok ? entry : { ok: false, faults: entry.faults.map((fault) => (fault.file === FILE ? { ...fault, line: Math.max(1, fault.line - 1) } : fault)) };
}

/**
 * A rule as the town has it but for these fields, or, of an id that the town does not have, a rule of these fields. They are named and
 * held against the town as in rules.yaml; their faults have no line of their own.
 */
export function changedRule(fields: Readonly<Record<string, unknown>>, town: ReadonlyMap<string, string>): RuleEntry {
  const { value } = readYamlFile(FILE, town.get(FILE) ?? '');
  const inForce = rowsOf(value).find((row) => row['id'] === fields['id']);
  return among(town, JSON.stringify({ rules: [{ ...inForce, ...fields }] }));
}

function among(town: ReadonlyMap<string, string>, rules: string): RuleEntry {
  const parsed = parseTown(new Map([...town, [FILE, rules]]));
  if (!parsed.ok) return { ok: false, faults: [...parsed.faults].sort((one, other) => Number(other.file === FILE) - Number(one.file === FILE)) };
  const [rule, ...others] = parsed.town.rules;
  if (rule !== undefined && others.length === 0) return { ok: true, rule };
  return { ok: false, faults: [{ file: FILE, line: 1, message: `expected one entry of rules.yaml, found ${parsed.town.rules.length}.` }] };
}

const isRow = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

function rowsOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  const rows = isRow(value) ? value['rules'] : undefined;
  return Array.isArray(rows) ? rows.filter(isRow) : [];
}

/** With its dash or without, indented as in a list. Its lines keep their numbers, but for those of the head. */
function asEntry(text: string): string {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
  const hasDash = (lines[first] ?? '').trimStart().startsWith('- ');
  return lines.map((line, number) => (line.trim() === '' ? line : hasDash ? `  ${line}` : `${number === first ? '  - ' : '    '}${line}`)).join('\n');
}
