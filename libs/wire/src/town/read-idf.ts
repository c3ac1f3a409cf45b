import type { Idf } from '@voldgrav/hydrology';
import { findingSentence } from './finding-sentence.ts';
import { idfFileFor } from './idf-file.ts';
import { idfOf } from './idf-of.ts';
import { shaped } from './shape-findings.ts';
import type { TownFault } from './town-fault.ts';
import { readYamlFile } from './town-file.ts';

/** An IDF file that stands alone, such as one given to `--idf`: the table, or every fault of the file with its line. */
export function readIdf(name: string, text: string): { readonly ok: true; readonly idf: Idf } | { readonly ok: false; readonly faults: readonly TownFault[] } {
  const file = readYamlFile(name, text);
  if (file.faults.length > 0) return { ok: false, faults: file.faults };
  const read = shaped(idfFileFor(file.value), file.value);
  if (read.ok) return { ok: true, idf: idfOf(read.value) };
  return { ok: false, faults: read.findings.map((finding) => ({ file: name, line: file.lineOf(finding.path), message: findingSentence(finding, file.value) })) };
}
