import { describe, expect, it } from 'vitest';
import type { Town } from '@voldgrav/wire';
import { catchmentGroups } from './catchment-groups.ts';

const catchment = (id: string, gauges: readonly string[]) => ({ id, name: id.toUpperCase(), gauges }) as unknown as Town['catchments'][number];
const asset = (id: string, kind: string) => ({ id, name: id.toUpperCase(), kind }) as Town['assets'][number];

describe('catchments whose waters meet', () => {
  it('are one group, up to the sea, and others stay apart', () => {
    const groups = catchmentGroups({
      catchments: [catchment('a', ['r-1', 'r-2']), catchment('b', ['r-2']), catchment('harbour', ['r-3']), catchment('nowhere', ['r-4'])],
      assets: [asset('basin', 'basin'), asset('stream', 'stream'), asset('pump', 'pump'), asset('fjord', 'sea')],
      network: [
        { from: 'a', to: 'basin' }, { from: 'basin', to: 'stream' }, { from: 'b', to: 'stream' }, { from: 'stream', to: 'fjord' },
        { from: 'harbour', to: 'pump' }, { from: 'pump', to: 'fjord' },
      ],
    });
    expect(groups.map(({ id, name, catchments, gauges }) => [id, name, catchments.map((each) => each.id), gauges])).toEqual([
      ['stream', 'STREAM', ['a', 'b'], ['r-1', 'r-2']],
      ['pump', 'PUMP', ['harbour'], ['r-3']],
      ['nowhere', 'NOWHERE', ['nowhere'], ['r-4']],
    ]);
  });
});
