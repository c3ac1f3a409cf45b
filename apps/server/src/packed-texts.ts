import { deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * Texts by their names, kept deflated: a town's files are asked for when somebody changes them, and those of ten thousand sensors are 5.6 MB.
 * Each question inflates anew.
 */
export class PackedTexts implements ReadonlyMap<string, string> {
  private readonly packed: ReadonlyMap<string, Buffer>;

  constructor(texts: ReadonlyMap<string, string>) {
    this.packed = new Map([...texts].map(([name, text]) => [name, deflateRawSync(text)]));
  }

  get size(): number {
    return this.packed.size;
  }

  get(name: string): string | undefined {
    const packed = this.packed.get(name);
    return packed === undefined ? undefined : textOf(packed);
  }

  has(name: string): boolean {
    return this.packed.has(name);
  }

  keys(): MapIterator<string> {
    return this.packed.keys();
  }

  *values(): MapIterator<string> {
    for (const packed of this.packed.values()) yield textOf(packed);
  }

  *entries(): MapIterator<[string, string]> {
    for (const [name, packed] of this.packed) yield [name, textOf(packed)];
  }

  [Symbol.iterator](): MapIterator<[string, string]> {
    return this.entries();
  }

  forEach(hear: (text: string, name: string, all: ReadonlyMap<string, string>) => void): void {
    for (const [name, text] of this) hear(text, name, this);
  }
}

const textOf = (packed: Buffer): string => inflateRawSync(packed).toString('utf8');
