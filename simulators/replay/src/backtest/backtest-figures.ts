import type { BacktestScore } from './backtest.ts';
import { type RuleScore, together } from './judged-alerts.ts';

export interface RuleFigures {
  readonly fired: number;
  /** Null for a rule on low water: the town names no level that would be too low. So are the false ones. */
  readonly missed: number | null;
  readonly false: number | null;
  /** From the alert to the limit, over the events that were foreseen; null where there was none. */
  readonly leadMinutes: Spread | null;
  /** One for each alert, to the rule's organisation. What is sent again when nobody acknowledges or begins in time is whoever was on duty's doing and not the rule's. */
  readonly messages: number;
}

/** The tried rule's figures, those of the one in force beside them, and what is gained. */
export interface BacktestFigures extends RuleFigures {
  /** Null where nobody can say what an event would be. */
  readonly events: number | null;
  readonly inForce: RuleFigures | null;
  /** Against the rule in force, over events that both foresaw. */
  readonly leadMinutesGained: Spread | null;
}

export interface Spread {
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

/** What scores of one or several recordings come to. */
export function backtestFigures(scores: readonly BacktestScore[]): BacktestFigures {
  const tried = together(scores.map((score) => score.tried));
  const inForce = scores[0]?.inForce === undefined ? undefined : together(scores.flatMap((score) => score.inForce ?? []));
  return {
    events: scores.reduce<number | null>((sum, { events }) => (sum === null || events === null ? null : sum + events), 0),
    ...figuresOf(tried),
    inForce: inForce === undefined ? null : figuresOf(inForce),
    leadMinutesGained: inForce === undefined ? null : spreadOf(tried.leadMinutes.flatMap((lead, event) => differenceOf(lead, inForce.leadMinutes[event]))),
  };
}

const figuresOf = ({ fired, missed, false: falseAlerts, leadMinutes }: RuleScore): RuleFigures => ({
  fired,
  missed,
  false: falseAlerts,
  leadMinutes: spreadOf(leadMinutes.filter((lead) => lead !== undefined)),
  messages: fired,
});

const differenceOf = (lead: number | undefined, other: number | undefined): readonly number[] => (lead === undefined || other === undefined ? [] : [lead - other]);

/** To a tenth; null where there is none. */
function spreadOf(values: readonly number[]): Spread | null {
  const sorted = [...values].sort((one, other) => one - other);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return null;
  const median = ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2;
  const tenth = (value: number): number => Math.round(value * 10) / 10;
  return { least: tenth(least), median: tenth(median), most: tenth(most) };
}
