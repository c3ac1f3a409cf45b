import { CAP_NAMESPACE } from './cap-element.ts';
import type { CapRead } from './read-cap.ts';
import { readCapElement } from './read-cap.ts';
import { type XmlElement, xmlTree } from './xml-tree.ts';

const ATOM = 'http://www.w3.org/2005/Atom';

/** What a feed of warnings holds: alerts that stand in it, and addresses of others; or why it is none. */
export type WarningFeedRead =
  | { readonly ok: true; readonly alerts: readonly CapRead[]; readonly links: readonly { readonly url: string; readonly about: string }[] }
  | { readonly ok: false; readonly fault: string };

/**
 * Reads an Atom feed whose entries link to CAP messages, as MeteoAlarm and other services publish, or a single CAP message. A link
 * comes with what its entry says it is about, so that warnings for elsewhere need not be fetched. `base` makes addresses whole.
 */
export function readWarningFeed(text: string, base: string): WarningFeedRead {
  const tree = xmlTree(text);
  if (!tree.ok) return { ok: false, fault: `line ${tree.fault.line}: ${tree.fault.message}` };
  const { root } = tree;
  if (root.namespace === CAP_NAMESPACE) return { ok: true, alerts: [readCapElement(root)], links: [] };
  if (root.name !== 'feed' || root.namespace !== ATOM) return { ok: false, fault: `the root must be an Atom feed or a CAP alert, not ${root.name} of "${root.namespace}"` };
  const entries = root.children.filter(({ name }) => name === 'entry');
  return {
    ok: true,
    alerts: entries.flatMap((entry) => within(entry, 'alert', CAP_NAMESPACE).map(readCapElement)),
    links: entries.flatMap((entry) => {
      const link = capLink(entry);
      return link === undefined ? [] : [{ url: joined(base, link), about: textOf(entry) }];
    }),
  };
}

/** The link that says it is CAP, or the only one there is. */
function capLink(entry: XmlElement): string | undefined {
  const links = entry.children.filter(({ name, namespace }) => name === 'link' && namespace === ATOM);
  const cap = links.find(({ attributes }) => attributes['type'] === 'application/cap+xml') ?? (links.length === 1 ? links[0] : undefined);
  return cap?.attributes['href'];
}

function within(element: XmlElement, name: string, namespace: string): readonly XmlElement[] {
  return element.children.flatMap((child) => (child.name === name && child.namespace === namespace ? [child] : within(child, name, namespace)));
}

const textOf = (element: XmlElement): string => [element.text, ...element.children.map(textOf)].join(' ').replaceAll(/\s+/g, ' ').trim();

/** An address in a feed is whole, or stands below the feed's own host. */
function joined(base: string, href: string): string {
  if (/^https?:\/\//.test(href)) return href;
  const host = /^https?:\/\/[^/]+/.exec(base)?.[0] ?? '';
  return href.startsWith('/') ? `${host}${href}` : `${base.replace(/[^/]*$/, '')}${href}`;
}
