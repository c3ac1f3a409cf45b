import { bytesFromBase64 } from '../sensor/lorawan/base64.ts';
import { capLine, capText } from './cap-element.ts';
import { type CapFinding, capAdvice, capFault, shown } from './cap-finding.ts';
import type { XmlElement } from './xml-tree.ts';

/** SHA-1 of bytes, in hexadecimal digits. */
export type Sha1 = (bytes: Uint8Array) => string;

const MIME_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(\s*;.*)?$/;

/** A scheme, and something after it, without blanks (RFC 3986 §4.3). */
export const isAbsoluteUri = (text: string): boolean => /^[a-z][a-z0-9+.-]*:[^\s<>"]+$/i.test(text);

/** What the standard asks of a resource and the schema cannot say (CAP 1.2 §3.2.3). What is enclosed is held against its digest where there is a `sha1`. */
export function resourceFindings(resource: XmlElement, sha1: Sha1 | undefined): readonly CapFinding[] {
  const text = (name: string) => capText(resource, name);
  const [type, uri, enclosed, digest] = [text('mimeType') ?? '', text('uri'), text('derefUri'), text('digest')];
  const findings: CapFinding[] = [];
  if (type !== '' && !MIME_TYPE.test(type)) findings.push(capFault(capLine(resource, 'mimeType'), `mimeType must be such as image/png, not "${shown(type)}"`));
  // Beside what is enclosed, uri may be the name that it goes by.
  if (uri !== undefined && enclosed === undefined && !isAbsoluteUri(uri)) findings.push(capFault(capLine(resource, 'uri'), `uri must be a whole address, since no derefUri stands beside it, not "${shown(uri)}"`));
  if (uri === undefined && enclosed === undefined) findings.push(capAdvice(resource.line, 'resource has neither uri nor derefUri, so nobody can fetch it'));
  const bytes = enclosed === undefined ? undefined : bytesFromBase64(enclosed);
  if (enclosed !== undefined && bytes === undefined) findings.push(capFault(capLine(resource, 'derefUri'), 'derefUri must be base64'));
  if (digest === undefined) return findings;
  if (!/^[0-9a-f]{40}$/i.test(digest)) return [...findings, capFault(capLine(resource, 'digest'), `digest must be the 40 hexadecimal digits of a SHA-1, not "${shown(digest)}"`)];
  const found = bytes === undefined ? undefined : sha1?.(bytes);
  return found === undefined || found.toLowerCase() === digest.toLowerCase() ? findings : [...findings, capFault(capLine(resource, 'digest'), `digest does not belong to what derefUri holds, whose SHA-1 is ${found}`)];
}
