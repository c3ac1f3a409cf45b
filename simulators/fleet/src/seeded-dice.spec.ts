import { expect, it } from 'vitest';
import { seededDice } from './seeded-dice.ts';

it('throws the published numbers of Mulberry32 for seed 0', () => {
  const dice = seededDice(0);
  expect([dice(), dice()]).toEqual([0.26642920868471265, 0.0003297457005828619]);
});

it('throws the same again for the same seed and others for another', () => {
  const three = (seed: number) => Array.from({ length: 3 }, seededDice(seed));
  expect(three(7)).toEqual(three(7));
  expect(three(7)).not.toEqual(three(8));
});
