import type { Instant } from '@voldgrav/hydrology';
import { CAP_CERTAINTY, CAP_MESSAGE_TYPE, CAP_SCOPE, CAP_SEVERITY, CAP_STATUS, CAP_URGENCY, type CapAlert, type CapInfo, type CapValue } from './cap-alert.ts';
import { CAP_NAMESPACE, capChildren, capLine, capText } from './cap-element.ts';
import { readCapTime } from './cap-time.ts';
import { type XmlElement, type XmlFault, xmlTree } from './xml-tree.ts';

export type CapRead = { readonly ok: true; readonly alert: CapAlert } | { readonly ok: false; readonly faults: readonly XmlFault[] };

/** Reads a CAP 1.2 message. Every fault of what we read is told with its line; what we do not read is let be. */
export function readCap(text: string): CapRead {
  const tree = xmlTree(text);
  if (!tree.ok) return { ok: false, faults: [tree.fault] };
  return readCapElement(tree.root);
}

/** The same for an alert that stands in another document, such as a feed. */
export function readCapElement(root: XmlElement): CapRead {
  if (root.name !== 'alert' || root.namespace !== CAP_NAMESPACE) {
    return { ok: false, faults: [{ line: root.line, message: `the root must be an alert of ${CAP_NAMESPACE}, not ${root.name} of "${root.namespace}"` }] };
  }
  const reading = new CapReading();
  const alert: CapAlert = {
    identifier: reading.text(root, 'identifier'),
    sender: reading.text(root, 'sender'),
    sent: reading.time(root, 'sent'),
    status: reading.oneOf(root, 'status', CAP_STATUS),
    msgType: reading.oneOf(root, 'msgType', CAP_MESSAGE_TYPE),
    scope: reading.oneOf(root, 'scope', CAP_SCOPE),
    references: reading.references(root),
    info: capChildren(root, 'info').map((info) => infoOf(reading, info)),
  };
  return reading.faults.length > 0 ? { ok: false, faults: reading.faults } : { ok: true, alert };
}

function infoOf(reading: CapReading, info: XmlElement): CapInfo {
  const onset = reading.optionalTime(info, 'onset') ?? reading.optionalTime(info, 'effective');
  const expires = reading.optionalTime(info, 'expires');
  const optional = (name: 'senderName' | 'headline' | 'description') => {
    const text = capText(info, name);
    return text === undefined ? {} : { [name]: text };
  };
  return {
    language: capText(info, 'language') ?? 'en-US',
    event: reading.text(info, 'event'),
    urgency: reading.oneOf(info, 'urgency', CAP_URGENCY),
    severity: reading.oneOf(info, 'severity', CAP_SEVERITY),
    certainty: reading.oneOf(info, 'certainty', CAP_CERTAINTY),
    ...(onset === undefined ? {} : { onset }),
    ...(expires === undefined ? {} : { expires }),
    ...optional('senderName'),
    ...optional('headline'),
    ...optional('description'),
    eventCodes: capChildren(info, 'eventCode').map(valueOf),
    parameters: capChildren(info, 'parameter').map(valueOf),
    areas: capChildren(info, 'area').map((area) => ({ areaDesc: reading.text(area, 'areaDesc'), geocodes: capChildren(area, 'geocode').map(valueOf) })),
  };
}

/** Takes values out of elements and notes what is wrong with them; a value that is wrong is never used. */
class CapReading {
  readonly faults: XmlFault[] = [];

  text(parent: XmlElement, name: string): string {
    const text = capText(parent, name);
    if (text === undefined || text === '') this.faults.push({ line: parent.line, message: `${parent.name} needs ${name}` });
    return text ?? '';
  }

  oneOf<const Values extends readonly string[]>(parent: XmlElement, name: string, values: Values): Values[number] {
    const text = this.text(parent, name);
    if (text !== '' && !values.includes(text)) this.faults.push({ line: capLine(parent, name), message: `${name} must be one of ${values.join(', ')}, not ${text}` });
    return text;
  }

  time(parent: XmlElement, name: string): Instant {
    this.text(parent, name);
    return this.optionalTime(parent, name) ?? (Number.NaN as Instant);
  }

  optionalTime(parent: XmlElement, name: string): Instant | undefined {
    const text = capText(parent, name);
    const time = text === undefined || text === '' ? undefined : readCapTime(text);
    if (text !== undefined && text !== '' && time === undefined) {
      this.faults.push({ line: capLine(parent, name), message: `${name} must be a time such as 2026-08-26T12:20:00+02:00, without Z and parts of a second, not ${text}` });
    }
    return time;
  }

  /** sender,identifier,sent for each message, with blanks between them. */
  references(root: XmlElement): readonly string[] {
    const text = capText(root, 'references') ?? '';
    return text.split(/\s+/).filter((each) => each !== '').flatMap((each) => {
      const identifier = each.split(',')[1];
      if (identifier === undefined || identifier === '') this.faults.push({ line: capLine(root, 'references'), message: `references must be sender,identifier,sent, not ${each}` });
      return identifier ?? [];
    });
  }
}

const valueOf = (element: XmlElement): CapValue => ({ valueName: capText(element, 'valueName') ?? '', value: capText(element, 'value') ?? '' });
