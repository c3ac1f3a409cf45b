import { alertFindings } from './alert-findings.ts';
import { CAP_NAMESPACE } from './cap-element.ts';
import { type CapFinding, capFault } from './cap-finding.ts';
import { ALERT } from './cap-structure.ts';
import { infoFindings } from './info-findings.ts';
import type { Sha1 } from './resource-findings.ts';
import { structureFindings } from './structure-findings.ts';
import { xmlTree } from './xml-tree.ts';

/** Characters; what encloses pictures is long, and nothing that warns of rain is longer. */
export const LONGEST_CAP = 16_777_216;

/**
 * Everything that is wrong with a CAP 1.2 message, by line: what its schema asks and what only the standard's text does (OASIS CAP 1.2
 * §3). None of kind 'fault': it is valid. A text that is no XML, is longer than `LONGEST_CAP` or has a document type has one fault.
 * A signature is let be. `sha1`: see `resourceFindings`.
 */
export function checkCap(text: string, sha1?: Sha1): readonly CapFinding[] {
  if (text.length > LONGEST_CAP) return [capFault(1, `this is longer than ${LONGEST_CAP} characters and was not read`)];
  const tree = xmlTree(text);
  if (!tree.ok) return [capFault(tree.fault.line, tree.fault.message)];
  const { root } = tree;
  if (root.name !== 'alert' || root.namespace !== CAP_NAMESPACE) return [capFault(root.line, `the root must be an alert of ${CAP_NAMESPACE}, not ${root.name} of "${root.namespace}"`)];
  return [...structureFindings(root, ALERT), ...alertFindings(root), ...infoFindings(root, sha1)].sort((one, other) => one.line - other.line);
}
