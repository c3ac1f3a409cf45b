import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { FIGURES } from './figures.ts';
import { load, machine } from './machine.ts';
import { markdownOf, type Report } from './report.ts';
import { runFigure, type FigureResult } from './run-figure.ts';

const USE = `npm run bench                   every figure, and the report in tests/benchmarks/report/
npm run bench -- --quick        fewer and shorter runs, to the terminal only
npm run bench -- --only NAME    one figure (may be given again), to the terminal only

Figures: ${FIGURES.map(({ name }) => name).join(', ')}`;

const REPORT = fileURLToPath(new URL('report/', import.meta.url));

function asked(): { readonly only: readonly string[]; readonly quick: boolean } {
  try {
    // The first word is this file's own name (run-typescript.mjs).
    const { values } = parseArgs({ args: process.argv.slice(3), options: { only: { type: 'string', multiple: true }, quick: { type: 'boolean' }, help: { type: 'boolean' } } });
    const strange = values.only?.find((name) => !FIGURES.some((figure) => figure.name === name));
    if (strange !== undefined) throw new Error(`There is no figure "${strange}".`);
    if (values.help === true) {
      console.log(USE);
      process.exit(0);
    }
    return { only: values.only ?? [], quick: values.quick ?? false };
  } catch (fault) {
    console.error(`${fault instanceof Error ? fault.message : String(fault)}\n\n${USE}`);
    process.exit(2);
  }
}

const { only, quick } = asked();
const startedAt = Date.now();
const before = load();
let most = before;
const figures: FigureResult[] = [];
for (const figure of FIGURES.filter(({ name }) => only.length === 0 || only.includes(name))) {
  console.error(`${figure.name} …`);
  figures.push(await runFigure(figure, quick));
  most = Math.max(most, load());
}
const words = [...(quick ? ['--quick'] : []), ...only.flatMap((name) => ['--only', name])];
const report: Report = {
  date: `${new Date(startedAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  command: ['npm run bench', ...(words.length === 0 ? [] : ['--', ...words])].join(' '),
  minutes: Math.round((Date.now() - startedAt) / 6_000) / 10,
  machine: machine(),
  load: { before, most },
  figures,
};
console.log(markdownOf(report));
if (words.length === 0) {
  mkdirSync(REPORT, { recursive: true });
  writeFileSync(`${REPORT}report.md`, markdownOf(report));
  writeFileSync(`${REPORT}report.json`, `${JSON.stringify(report, null, 2)}\n`);
}
if (figures.some(({ fault }) => fault !== undefined)) process.exitCode = 1;
