import { fault, fine, type Finding } from './finding.ts';

/** As package.json asks for it. */
export const NODE_RANGE = '^20.19.0 || ^22.13.0 || >=24.0.0';
/** First minor version of the major ones that need one. */
const FIRST_MINOR: Readonly<Record<number, number>> = { 20: 19, 22: 13 };
const ALL_FROM = 24;

/** Is this a Node that Voldgrav runs on? `version` such as 22.14.0. */
export function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const first = FIRST_MINOR[major];
  return major >= ALL_FROM || (first !== undefined && minor >= first)
    ? fine('node', `version ${version}`)
    : fault('node', `version ${version}, and Voldgrav needs ${NODE_RANGE}`, 'install one of these versions of Node');
}
