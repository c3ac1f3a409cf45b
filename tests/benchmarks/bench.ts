import { parseArgs } from 'node:util';
import { FIGURES } from './figures.ts';
import { runFigure } from './run-figure.ts';

const { values: asked } = parseArgs({ args: process.argv.slice(3), options: { only: { type: 'string', multiple: true }, quick: { type: 'boolean', default: false } } });
for (const figure of FIGURES.filter(({ name }) => asked.only === undefined || asked.only.includes(name))) {
  console.log(JSON.stringify(await runFigure(figure, asked.quick), null, 1));
}
