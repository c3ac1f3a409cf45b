import { capChildren, capLine, capText } from './cap-element.ts';
import { type CapFinding, capAdvice, capFault, shown } from './cap-finding.ts';
import type { XmlElement } from './xml-tree.ts';

const NUMBER = /^[-+]?\d+(\.\d+)?$/;
/** A ring of three corners comes back to where it began. */
const FEWEST_PAIRS = 4;

/** What the standard asks of an area and the schema cannot say: WGS 84 in degrees, closed rings, feet above the sea (CAP 1.2 §3.2.4). */
export function areaFindings(area: XmlElement): readonly CapFinding[] {
  const findings = [
    ...capChildren(area, 'polygon').flatMap(({ text, line }) => polygonFindings(text.trim(), line)),
    ...capChildren(area, 'circle').flatMap(({ text, line }) => circleFindings(text.trim(), line)),
  ];
  const [altitude, ceiling] = [capText(area, 'altitude'), capText(area, 'ceiling')];
  const line = capLine(area, 'ceiling');
  if (ceiling !== undefined && altitude === undefined) findings.push(capFault(line, 'ceiling must not stand without altitude'));
  if (Number(ceiling) < Number(altitude)) findings.push(capFault(line, `ceiling is ${ceiling}, which is below altitude, ${altitude}`));
  if (['polygon', 'circle', 'geocode'].every((name) => capChildren(area, name).length === 0)) {
    findings.push(capAdvice(area.line, `area "${shown(capText(area, 'areaDesc') ?? '')}" has only its name: programs find it by a polygon, circle or geocode`));
  }
  return findings;
}

function polygonFindings(text: string, line: number): readonly CapFinding[] {
  const pairs = text.split(/\s+/).filter((each) => each !== '');
  const wrong = pairs.map((pair) => ({ pair, why: pairFault(pair) })).find(({ why }) => why !== undefined);
  if (wrong !== undefined) return [capFault(line, `polygon has "${shown(wrong.pair)}", which ${wrong.why}`)];
  if (pairs.length < FEWEST_PAIRS) return [capFault(line, `polygon must have ${FEWEST_PAIRS} pairs or more, not ${pairs.length}`)];
  const [first = '', last = ''] = [pairs[0], pairs.at(-1)];
  return samePlace(first, last) ? [] : [capFault(line, `polygon must end where it began, at ${first}, not at ${last}`)];
}

function circleFindings(text: string, line: number): readonly CapFinding[] {
  const [centre = '', radius = '', ...rest] = text.split(/\s+/);
  if (radius === '' || rest.length > 0) return [capFault(line, `circle must be latitude,longitude and a radius in km such as "55.71,9.53 2.5", not "${shown(text)}"`)];
  const why = pairFault(centre);
  if (why !== undefined) return [capFault(line, `circle has "${shown(centre)}", which ${why}`)];
  return NUMBER.test(radius) && Number(radius) >= 0 ? [] : [capFault(line, `circle has the radius "${shown(radius)}", which is no number of km, 0 or more`)];
}

function pairFault(pair: string): string | undefined {
  const [latitude = '', longitude = '', ...rest] = pair.split(',');
  if (!NUMBER.test(latitude) || !NUMBER.test(longitude) || rest.length > 0) return 'is no latitude,longitude in degrees';
  if (Math.abs(Number(latitude)) > 90) return 'has a latitude beyond 90 degrees';
  return Math.abs(Number(longitude)) > 180 ? 'has a longitude beyond 180 degrees' : undefined;
}

const samePlace = (one: string, other: string): boolean => {
  const [a, b] = [one, other].map((pair) => pair.split(',').map(Number));
  return a?.[0] === b?.[0] && a?.[1] === b?.[1];
};
