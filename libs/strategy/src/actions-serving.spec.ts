import { describe, expect, it } from 'vitest';
import { actionsServing } from './actions-serving.ts';
import type { ResilienceAction } from './resilience-action.ts';

const text = { da: 'da', en: 'en' };
const action = (id: string, assets: readonly string[], catchments: readonly string[]): ResilienceAction => ({
  id, title: text, description: text, pillars: ['climate-resilience'], principles: [1], status: 'in-operation',
  organisation: 'utility', assets, catchments, indicator: text, opportunity: text, playbook: [],
});
const ACTIONS = [action('area', [], ['aadalen']), action('basin', ['b-1'], []), action('both', ['b-1'], ['aadalen']), action('elsewhere', ['b-9'], ['havnen'])];
const found = (event: { asset: string; catchment?: string }) => actionsServing(ACTIONS, event).map(({ action: { id }, because }) => [id, because]);

describe('the actions an event bears on', () => {
  it('are those of the asset first, then those of its catchment, each once', () => {
    expect(found({ asset: 'b-1', catchment: 'aadalen' })).toEqual([['basin', 'asset'], ['both', 'asset'], ['area', 'catchment']]);
  });

  it('are none where the strategy has nothing for the place', () => {
    expect(found({ asset: 'road-1' })).toEqual([]);
  });
});
