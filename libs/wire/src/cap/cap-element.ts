import type { XmlElement } from './xml-tree.ts';

export const CAP_NAMESPACE = 'urn:oasis:names:tc:emergency:cap:1.2';

/** The CAP elements of this name that stand in `parent` itself. */
export const capChildren = (parent: XmlElement, name: string): readonly XmlElement[] =>
  parent.children.filter((child) => child.name === name && child.namespace === CAP_NAMESPACE);

/** What the first of them says, without blanks around it; undefined when there is none. */
export const capText = (parent: XmlElement, name: string): string | undefined => capChildren(parent, name)[0]?.text.trim();

/** Where the first of them stands, or else its parent. */
export const capLine = (parent: XmlElement, name: string): number => capChildren(parent, name)[0]?.line ?? parent.line;
