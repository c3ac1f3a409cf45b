import { describe, expect, it } from 'vitest';
import { PackedTexts } from './packed-texts.ts';

describe('packed texts', () => {
  it('are those that were packed, in their order, however they are asked for', () => {
    const texts = new Map([['town.yaml', 'name: Ørby – på dansk\n'.repeat(1_000)], ['empty.yaml', '']]);
    const packed = new PackedTexts(texts);
    expect(new Map(packed)).toEqual(texts);
    expect([...packed.keys()]).toEqual([...texts.keys()]);
    expect([...packed.values()]).toEqual([...texts.values()]);
    const heard: [string, string][] = [];
    packed.forEach((text, name) => heard.push([name, text]));
    expect(heard).toEqual([...texts]);
    expect([packed.size, packed.get('town.yaml'), packed.get('empty.yaml'), packed.get('other.yaml'), packed.has('empty.yaml'), packed.has('other.yaml')]).toEqual([2, texts.get('town.yaml'), '', undefined, true, false]);
  });
});
