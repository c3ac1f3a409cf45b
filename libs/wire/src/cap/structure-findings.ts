import { CAP_NAMESPACE } from './cap-element.ts';
import { type CapFinding, capAdvice, capFault, shown } from './cap-finding.ts';
import type { CapContent, CapPart } from './cap-structure.ts';
import { readCapTime } from './cap-time.ts';
import type { XmlElement } from './xml-tree.ts';

const SIGNATURE_NAMESPACE = 'http://www.w3.org/2000/09/xmldsig#';

/** What the schema says of an element and of all that stands in it: which elements, in which order, how many, and what they hold. */
export function structureFindings(element: XmlElement, holds: CapContent): readonly CapFinding[] {
  const attributes = Object.keys(element.attributes).map((name) => capFault(element.line, `${element.name} cannot have the attribute ${name}`));
  if (typeof holds === 'object' && 'parts' in holds) return [...attributes, ...partFindings(element, holds.parts)];
  if (element.children.length > 0) return [...attributes, capFault(element.line, `${element.name} holds text and no elements, but ${element.children[0]?.name} stands in it`)];
  return [...attributes, ...valueFindings(element, holds)];
}

function partFindings(element: XmlElement, parts: readonly CapPart[]): readonly CapFinding[] {
  const findings: CapFinding[] = [];
  const seen = new Set<string>();
  /** The place of the last part that stood where it may; `parts.length` once a signature has come. */
  let place = 0;
  for (const child of element.children) {
    if (child.namespace === SIGNATURE_NAMESPACE && element.name === 'alert') {
      place = parts.length;
      continue;
    }
    const index = child.namespace === CAP_NAMESPACE ? parts.findIndex(({ name }) => name === child.name) : -1;
    const part = parts[index];
    if (part === undefined) {
      const where = child.namespace === CAP_NAMESPACE ? '' : ` of "${child.namespace}"`;
      findings.push(capFault(child.line, `${child.name}${where} cannot stand in ${element.name}`));
      continue;
    }
    if (seen.has(part.name) && !part.many) findings.push(capFault(child.line, `${part.name} stands twice in ${element.name}, where one is allowed`));
    else if (index < place) findings.push(capFault(child.line, `${part.name} must stand before ${parts[place]?.name ?? 'the signature'}`));
    seen.add(part.name);
    place = Math.max(place, index);
    findings.push(...structureFindings(child, part.holds));
  }
  const missing = parts.filter(({ name, needed }) => needed && !seen.has(name)).map(({ name }) => capFault(element.line, `${element.name} needs ${name}`));
  const stray = element.text.trim();
  return [...findings, ...missing, ...(stray === '' ? [] : [capFault(element.line, `${element.name} holds elements and no text of its own, but "${shown(stray)}" stands in it`)])];
}

function valueFindings({ name, line, text }: XmlElement, holds: Exclude<CapContent, { readonly parts: readonly CapPart[] }>): readonly CapFinding[] {
  const value = text.trim();
  if (typeof holds === 'object') {
    // Not without its blanks: the schema compares such a value as it stands.
    return holds.oneOf.includes(text) ? [] : [capFault(line, `${name} must be one of ${holds.oneOf.join(', ')}, not "${shown(text)}"`)];
  }
  switch (holds) {
    case 'text':
      return [];
    case 'words':
      return value === '' ? [capFault(line, `${name} is empty`)] : [];
    case 'time':
      if (readCapTime(value) === undefined) return [capFault(line, `${name} must be a time such as 2026-08-26T12:20:00+02:00, without Z and parts of a second, not "${shown(value)}"`)];
      return value.endsWith('+00:00') ? [capAdvice(line, `${name} ends with +00:00; the standard writes UTC as -00:00`)] : [];
    case 'language':
      return /^[a-z]{1,8}(-[a-z0-9]{1,8})*$/i.test(value) ? [] : [capFault(line, `${name} must be a language such as da-DK, not "${shown(value)}"`)];
    case 'whole-number':
      return /^\+?\d+$|^-0+$/.test(value) ? [] : [capFault(line, `${name} must be a whole number, 0 or more, not "${shown(value)}"`)];
    case 'number':
      return /^[-+]?(\d+(\.\d*)?|\.\d+)$/.test(value) ? [] : [capFault(line, `${name} must be a decimal number, not "${shown(value)}"`)];
  }
}
