import { capChildren, capLine, capText } from './cap-element.ts';
import { type CapFinding, capAdvice, capFault, shown } from './cap-finding.ts';
import { readCapTime } from './cap-time.ts';
import type { XmlElement } from './xml-tree.ts';

/** A name goes into references, which commas and blanks part (CAP 1.2 §3.2.1). */
const NOT_IN_A_NAME = /[\s,<&\p{Cc}]/u;
/** What speaks of an earlier message. */
const ABOUT_ANOTHER = new Set(['Update', 'Cancel', 'Ack', 'Error']);
/** What says something by itself. */
const WITH_INFO = new Set(['Alert', 'Update']);

/** What the standard asks of an alert's head and the schema cannot say (CAP 1.2 §3.2.1). */
export function alertFindings(alert: XmlElement): readonly CapFinding[] {
  const type = capText(alert, 'msgType') ?? '';
  const status = capText(alert, 'status');
  const scope = capText(alert, 'scope');
  const lacks = (name: string): boolean => (capText(alert, name) ?? '') === '';
  const findings: CapFinding[] = [...nameFindings(alert, 'identifier'), ...nameFindings(alert, 'sender')];
  if (scope === 'Restricted' && lacks('restriction')) findings.push(capFault(capLine(alert, 'scope'), 'scope is Restricted, so restriction must say to whom'));
  if (scope !== 'Restricted' && !lacks('restriction')) findings.push(capAdvice(capLine(alert, 'restriction'), `restriction is for scope Restricted, and scope is ${scope ?? 'missing'}`));
  if (scope === 'Private' && lacks('addresses')) findings.push(capFault(capLine(alert, 'scope'), 'scope is Private, so addresses must name who is meant'));
  if (ABOUT_ANOTHER.has(type) && lacks('references')) findings.push(capFault(capLine(alert, 'msgType'), `msgType is ${type}, so references must name the earlier message`));
  if (WITH_INFO.has(type) && status !== 'System' && capChildren(alert, 'info').length === 0) findings.push(capFault(alert.line, `msgType is ${type}, so there must be an info that says what is the matter`));
  if (status === 'Exercise' && lacks('note')) findings.push(capAdvice(capLine(alert, 'status'), 'status is Exercise; note should name the exercise'));
  if (type === 'Error' && lacks('note')) findings.push(capAdvice(capLine(alert, 'msgType'), 'msgType is Error; note should say why'));
  for (const name of ['addresses', 'incidents']) {
    const text = capText(alert, name) ?? '';
    if ((text.match(/"/g) ?? []).length % 2 === 1) findings.push(capFault(capLine(alert, name), `${name} has a quotation mark that is not closed`));
  }
  return [...findings, ...referenceFindings(alert)];
}

function nameFindings(alert: XmlElement, name: string): readonly CapFinding[] {
  const text = capText(alert, name) ?? '';
  const wrong = NOT_IN_A_NAME.exec(text)?.[0];
  return wrong === undefined ? [] : [capFault(capLine(alert, name), `${name} cannot hold ${called(wrong)}, as in "${shown(text)}"`)];
}

const called = (character: string): string => (character === ',' ? 'a comma' : /\s/.test(character) ? 'a blank' : /\p{Cc}/u.test(character) ? 'a control character' : character);

/** sender,identifier,sent for each earlier message, with blanks between them. */
function referenceFindings(alert: XmlElement): readonly CapFinding[] {
  const line = capLine(alert, 'references');
  const sentHere = readCapTime(capText(alert, 'sent') ?? '');
  return (capText(alert, 'references') ?? '').split(/\s+/).filter((each) => each !== '').flatMap((each) => {
    const [sender = '', identifier = '', sent = '', ...rest] = each.split(',');
    if (sender === '' || identifier === '' || sent === '' || rest.length > 0) return [capFault(line, `references must be sender,identifier,sent, not "${shown(each)}"`)];
    const at = readCapTime(sent);
    if (at === undefined) return [capFault(line, `references has a time that is none: "${shown(sent)}" in "${shown(each)}"`)];
    if (sender === capText(alert, 'sender') && identifier === capText(alert, 'identifier')) return [capFault(line, 'references names this message itself')];
    return sentHere !== undefined && at > sentHere ? [capFault(line, `references must name earlier messages, and ${shown(identifier)} was sent after this one`)] : [];
  });
}
