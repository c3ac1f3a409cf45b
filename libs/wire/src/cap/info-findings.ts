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
  return [
    ...infos.flatMap((info) => [
      ...expiryFindings(alert, info),
      ...webFindings(info),
      ...capChildren(info, 'resource').flatMap((resource) => resourceFindings(resource, sha1)),
      ...capChildren(info, 'area').flatMap(areaFindings),
    ]),
    ...overridden(infos),
  ];
}

function expiryFindings(alert: XmlElement, info: XmlElement): readonly CapFinding[] {
  const time = (element: XmlElement, name: string) => readCapTime(capText(element, name) ?? '');
  const expires = time(info, 'expires');
  if (expires === undefined) return [];
  const effective = time(info, 'effective');
  const line = capLine(info, 'expires');
  if (effective !== undefined) return expires > effective ? [] : [capFault(line, 'expires must be after effective')];
  // Without effective an info holds from when it was sent; what cancels may speak of something that is over.
  const sent = time(alert, 'sent');
  const type = capText(alert, 'msgType');
  return sent === undefined || expires > sent || (type !== 'Alert' && type !== 'Update') ? [] : [capFault(line, 'expires must be after sent, from when an info without effective holds')];
}

function webFindings(info: XmlElement): readonly CapFinding[] {
  const web = capText(info, 'web');
  return web === undefined || isAbsoluteUri(web) ? [] : [capFault(capLine(info, 'web'), `web must be a whole address such as https://example.dk/varsel, not "${shown(web)}"`)];
}

/** A later info for the same people may add to an earlier one in the same language, but not contradict it. */
function overridden(infos: readonly XmlElement[]): readonly CapFinding[] {
  return infos.flatMap((later, index) => {
    const earlier = infos.slice(0, index).find((each) => language(each) === language(later) && capText(each, 'event') === capText(later, 'event') && sharesArea(each, later) && overlaps(each, later));
    const differ = earlier === undefined ? [] : ['urgency', 'severity', 'certainty'].filter((name) => capText(earlier, name) !== capText(later, name));
    return differ.length === 0 ? [] : [capAdvice(later.line, `this info contradicts the one on line ${earlier?.line} in ${differ.join(' and ')}, for the same event, area and language`)];
  });
}

const language = (info: XmlElement): string => (capText(info, 'language') ?? USUAL_LANGUAGE).toLowerCase();
const areaNames = (info: XmlElement): readonly (string | undefined)[] => capChildren(info, 'area').map((area) => capText(area, 'areaDesc'));
const sharesArea = (one: XmlElement, other: XmlElement): boolean => areaNames(one).some((name) => areaNames(other).includes(name));

function overlaps(one: XmlElement, other: XmlElement): boolean {
  const begins = (info: XmlElement): number => readCapTime(capText(info, 'onset') ?? capText(info, 'effective') ?? '') ?? -Infinity;
  const ends = (info: XmlElement): number => readCapTime(capText(info, 'expires') ?? '') ?? Infinity;
  return begins(one) < ends(other) && begins(other) < ends(one);
}
