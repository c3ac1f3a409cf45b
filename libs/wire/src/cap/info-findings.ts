import type { Instant } from '@voldgrav/hydrology';
import { areaFindings } from './area-findings.ts';
import { capChildren, capLine, capText } from './cap-element.ts';
import { type CapFinding, capAdvice, capFault, shown } from './cap-finding.ts';
import { readCapTime } from './cap-time.ts';
import { isAbsoluteUri, resourceFindings, type Sha1 } from './resource-findings.ts';
import type { XmlElement } from './xml-tree.ts';

const USUAL_LANGUAGE = 'en-US';

/** What the standard asks of an alert's infos and the schema cannot say (CAP 1.2 §3.2.2–3.2.4). */
export function infoFindings(alert: XmlElement, sha1: Sha1 | undefined): readonly CapFinding[] {
  const infos = capChildren(alert, 'info');
  const sentAs: SentAs = { sent: timeIn(alert, 'sent'), type: capText(alert, 'msgType') };
  return [
    ...infos.flatMap((info) => [
      ...expiryFindings(sentAs, info),
      ...webFindings(info),
      ...capChildren(info, 'resource').flatMap((resource) => resourceFindings(resource, sha1)),
      ...capChildren(info, 'area').flatMap(areaFindings),
    ]),
    ...overridden(infos),
  ];
}

interface SentAs {
  readonly sent: Instant | undefined;
  readonly type: string | undefined;
}

const timeIn = (element: XmlElement, name: string): Instant | undefined => readCapTime(capText(element, name) ?? '');

function expiryFindings({ sent, type }: SentAs, info: XmlElement): readonly CapFinding[] {
  const expires = timeIn(info, 'expires');
  if (expires === undefined) return [];
  const effective = timeIn(info, 'effective');
  const line = capLine(info, 'expires');
  if (effective !== undefined) return expires > effective ? [] : [capFault(line, 'expires must be after effective')];
  // Without effective an info holds from when it was sent; what cancels may speak of something that is over.
  return sent === undefined || expires > sent || (type !== 'Alert' && type !== 'Update') ? [] : [capFault(line, 'expires must be after sent, from when an info without effective holds')];
}

function webFindings(info: XmlElement): readonly CapFinding[] {
  const web = capText(info, 'web');
  return web === undefined || isAbsoluteUri(web) ? [] : [capFault(capLine(info, 'web'), `web must be a whole address such as https://example.dk/varsel, not "${shown(web)}"`)];
}

/** A later info for the same people may add to an earlier one in the same language, but not contradict it. Each is held against the one before it that is about the same. */
function overridden(infos: readonly XmlElement[]): readonly CapFinding[] {
  const last = new Map<string, XmlElement>();
  return infos.flatMap((later) => {
    const subjects = areaNames(later).map((area) => JSON.stringify([language(later), capText(later, 'event'), area]));
    const earlier = subjects.map((subject) => last.get(subject)).find((each) => each !== undefined && overlaps(each, later));
    for (const subject of subjects) last.set(subject, later);
    const differ = earlier === undefined ? [] : ['urgency', 'severity', 'certainty'].filter((name) => capText(earlier, name) !== capText(later, name));
    return differ.length === 0 ? [] : [capAdvice(later.line, `this info contradicts the one on line ${earlier?.line} in ${differ.join(' and ')}, for the same event, area and language`)];
  });
}

const language = (info: XmlElement): string => (capText(info, 'language') ?? USUAL_LANGUAGE).toLowerCase();
const areaNames = (info: XmlElement): readonly (string | undefined)[] => capChildren(info, 'area').map((area) => capText(area, 'areaDesc'));

function overlaps(one: XmlElement, other: XmlElement): boolean {
  const begins = (info: XmlElement): number => timeIn(info, 'onset') ?? timeIn(info, 'effective') ?? -Infinity;
  const ends = (info: XmlElement): number => timeIn(info, 'expires') ?? Infinity;
  return begins(one) < ends(other) && begins(other) < ends(one);
}
