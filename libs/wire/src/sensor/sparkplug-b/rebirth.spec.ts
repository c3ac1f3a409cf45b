import { instant } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { edgeNodesOf, edgeNodeToAsk, rebirthRequest } from './rebirth.ts';

describe('asking an edge node for its births', () => {
  it('is a command in these bytes', () => {
    // Timestamp 1787746800000; one metric of 26 bytes: its name of 20 letters, type 11 (boolean), boolean value true.
    const name = [...'Node Control/Rebirth'].map((letter) => letter.charCodeAt(0));
    expect(rebirthRequest('water/edge', instant(1_787_746_800_000))).toEqual({
      topic: 'spBv1.0/water/NCMD/edge',
      payload: Uint8Array.from([0x08, 0x80, 0xa3, 0x8d, 0xf0, 0x83, 0x34, 0x12, 0x1a, 0x0a, 0x14, ...name, 0x20, 0x0b, 0x70, 0x01]),
    });
  });

  it.each([
    ['a gap in its numbers', 'sequence-gap', 'spBv1.0/water/DDATA/edge/pump-1', 'water/edge'],
    ['a name nobody gave out', 'no-birth', 'spBv1.0/water/NDATA/edge', 'water/edge'],
    ['bytes that are none', 'bad-payload', 'spBv1.0/water/DDATA/edge/pump-1', undefined],
    ['a topic of another kind', 'no-birth', 'sensors/r-1/json', undefined],
  ])('for %s', (_case, reason, topic, edgeNode) => {
    expect(edgeNodeToAsk({ topic, reason })).toBe(edgeNode);
  });

  it('is for the edge nodes of the town\'s own devices', () => {
    expect([...edgeNodesOf([{ id: 'water/edge/pump-1' }, { id: 'water/edge/pump-2' }, { id: 'water/other' }, { id: '70b3d57ba0000102' }])]).toEqual(['water/edge', 'water/other']);
  });
});
