import type { Measured } from './figure.ts';
import type { Machine } from './machine.ts';
import type { FigureResult } from './run-figure.ts';

/** All that report.json holds. */
export interface Report {
  readonly date: string;
  readonly command: string;
  readonly minutes: number;
  readonly machine: Machine;
  /** Processes that wanted a processor, on average over a minute: before, and the most that was seen between two figures. */
  readonly load: { readonly before: number; readonly most: number };
  readonly figures: readonly FigureResult[];
}

/** The report as a page for an engineer: every figure with its meaning, its goal, and whether it was met. */
export function markdownOf(report: Report): string {
  const { machine, load } = report;
  const goals = report.figures.flatMap(({ measures }) => measures).filter(({ met }) => met !== undefined);
  const missed = report.figures.flatMap((figure) => figure.measures.filter(({ met }) => met === false).map((measure) => `${figure.name}: ${measure.name} (${shown(measure.median)} ${measure.unit}, goal ${goalOf(measure)})`));
  return [
    '# Benchmarks',
    '',
    `Measured ${report.date} by \`${report.command}\` in ${report.minutes} minutes, on commit ${machine.commit}.`,
    '',
    `- Machine: ${machine.processors} × ${machine.processor}, ${machine.memoryGB} GB, ${machine.system}`,
    `- Versions: ${Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`).join(', ')}`,
    `- Load before the first figure ${load.before}, at most ${load.most} between two of them. Above ${machine.processors} others want the processors too or a figure uses all of them.`,
    '',
    `${goals.length - missed.length} of ${goals.length} goals are met by the median of the runs.${missed.length === 0 ? '' : ' Missed:'}`,
    ...(missed.length === 0 ? [] : ['', ...missed.map((line) => `- ${line}`)]),
    '',
    'Generator, broker, receiver and whoever looks at them share the machine. Peers are measured in the same run as ours, one after the other.',
    ...report.figures.flatMap(sectionOf),
    '',
  ].join('\n');
}

const sectionOf = (figure: FigureResult): readonly string[] => [
  '',
  `## ${figure.title}`,
  '',
  figure.meaning.replaceAll('\n', ' '),
  '',
  `\`npm run bench -- --only ${figure.name}\`, ${figure.runs} ${figure.runs === 1 ? 'run' : 'runs'}.`,
  '',
  ...(figure.fault === undefined ? tableOf(figure.measures) : [`**Not measured**: ${figure.fault}`]),
];

const tableOf = (measures: readonly Measured[]): readonly string[] => ['| | min | median | max | | goal | |', '|---|--:|--:|--:|---|---|---|', ...measures.map(rowOf)];

const rowOf = (measure: Measured): string =>
  `| ${measure.name} | ${shown(measure.min)} | ${shown(measure.median)} | ${shown(measure.max)} | ${measure.unit} | ${goalOf(measure)} | ${verdictOf(measure)} |`;

function verdictOf({ met, median, target }: Measured): string {
  if (met === undefined) return '';
  const beyond = target === undefined ? '' : median >= target ? ', target too' : `, target ${shown(target)} not`;
  return met ? `met${beyond}` : '**missed**';
}

function goalOf({ goal }: Measured): string {
  if (goal === undefined) return '';
  return 'atMost' in goal ? `≤ ${shown(goal.atMost)}` : `≥ ${shown(goal.atLeast)}`;
}

/** Three digits of a small number, no decimals of a large one. */
function shown(value: number): string {
  const decimals = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
