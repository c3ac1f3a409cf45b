import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SHARED = process.env['VOLDGRAV_SHARED'] ?? fileURLToPath(new URL('../../../shared', import.meta.url));

/** Payloads that others recorded, from where the recordings lie; undefined where they are not, which `npm test` counts. */
export function payloads<Shape>(name: string): Shape | undefined {
  const file = `${SHARED}/data/payloads/${name}`;
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Shape) : undefined;
}

export const bytesOfHex = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
