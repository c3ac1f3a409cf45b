import { type Figure, measured, type Measured } from './figure.ts';

export interface FigureResult {
  readonly name: string;
  readonly title: string;
  readonly meaning: string;
  readonly runs: number;
  readonly measures: readonly Measured[];
  /** Why there are no measures: a run went wrong. */
  readonly fault?: string;
}

/** Runs a figure as often as it asks, each run in a house of its own, and sums the runs up. A run that fails is the figure's fault, not the bench's end. */
export async function runFigure(figure: Figure, quick: boolean): Promise<FigureResult> {
  const { name, title, meaning } = figure;
  const heading = { name, title, meaning, runs: quick ? figure.runs.quick : figure.runs.full };
  try {
    const values: Readonly<Record<string, number>>[] = [];
    for (let run = 0; run < heading.runs; run += 1) values.push(await runOnce(figure, quick));
    return { ...heading, measures: figure.measures.map((measure) => measured(measure, values.map((run) => valueOf(run, figure, measure.name)))) };
  } catch (cause) {
    return { ...heading, measures: [], fault: cause instanceof Error ? cause.message : String(cause) };
  }
}

async function runOnce(figure: Figure, quick: boolean): Promise<Readonly<Record<string, number>>> {
  const undone: (() => void | Promise<void>)[] = [];
  try {
    return await figure.run({ quick, later: (undo) => undone.push(undo) });
  } finally {
    for (const undo of undone.reverse()) await undo();
  }
}

function valueOf(run: Readonly<Record<string, number>>, figure: Figure, name: string): number {
  const value = run[name];
  if (value === undefined) throw new Error(`The figure ${figure.name} gave no value for "${name}"`);
  return value;
}
