import type { FilePath, Finding } from './town-fault.ts';
import { valueAt } from './value-at.ts';

/**
 * A finding as one sentence: which entry, what was expected there, what stands there now.
 * `gauges[1] of "aadalen": expected the id of a rain gauge in sensors.yaml, found "r-99".`
 */
export function findingSentence(finding: Finding, root: unknown): string {
  const found = valueAt(root, finding.path);
  const subject = subjectOf(finding.path, root);
  return found === undefined
    ? `${subject} is missing: expected ${finding.expected}.`
    : `${subject}: expected ${finding.expected}, found ${inWords(found)}.`;
}

/** The path in a reader's words: entries are called by their id where they have one. */
function subjectOf(path: FilePath, root: unknown): string {
  let owner: string | undefined;
  let rest = path;
  for (let length = 1; length <= path.length; length += 1) {
    if (typeof path[length - 1] !== 'number') continue;
    const id = valueAt(root, [...path.slice(0, length), 'id']);
    if (typeof id !== 'string') continue;
    owner = JSON.stringify(id);
    rest = path.slice(length);
  }
  const place = rest.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
  if (owner === undefined) return place === '' ? 'The file' : place;
  return place === '' ? owner : `${place} of ${owner}`;
}

function inWords(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) {
    const text = JSON.stringify(value);
    return value.length === 0 ? 'an empty list' : text.length <= 40 ? text : `a list of ${value.length}`;
  }
  if (typeof value === 'object') return `a group with ${Object.keys(value).slice(0, 4).join(', ') || 'nothing in it'}`;
  const text = JSON.stringify(value) ?? 'something that is not plain text';
  return text.length <= 60 ? text : `${text.slice(0, 57)}…"`;
}
