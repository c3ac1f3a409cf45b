import type { IsoTime } from './answers.ts';

/** To a tenth of a minute. */
export interface SpreadAnswer {
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

/** How one rule did. */
export interface RuleFiguresAnswer {
  readonly fired: number;
  /** Times at which the asset's limit was reached without an alert standing before; null for a rule on low water, for which the town names no limit. */
  readonly missed: number | null;
  /** Alerts in whose whole life the limit was not reached; null for a rule on low water. */
  readonly false: number | null;
  readonly leadMinutes: SpreadAnswer | null;
  readonly messages: number;
}

/** How the rule that was tried did, and beside it the one in force, null where there is none of its id. */
export interface BacktestFiguresAnswer extends RuleFiguresAnswer {
  /** Times at which the asset's limit was reached; null for a rule on low water. */
  readonly events: number | null;
  readonly inForce: RuleFiguresAnswer | null;
  readonly leadMinutesGained: SpreadAnswer | null;
}

/** `GET /api/v1/backtests/{id}`: how far it has come, or what came of it. */
export interface BacktestAnswer {
  readonly id: string;
  readonly state: 'running' | 'done' | 'stopped' | 'failed';
  readonly rule: string;
  readonly from: IsoTime;
  readonly to: IsoTime;
  readonly startedAt: IsoTime;
  readonly by: string;
  readonly endedAt?: IsoTime;
  /** How much of the time asked for has been played, 0–1. */
  readonly played: number;
  /** Why it failed. */
  readonly fault?: string;
  /** In all, storm by storm (the newest first, each with six hours after it), and in the time between. */
  readonly result?: {
    readonly all: BacktestFiguresAnswer;
    readonly storms: readonly (BacktestFiguresAnswer & { readonly id: string; readonly onset: IsoTime; readonly end?: IsoTime })[];
    readonly dry: BacktestFiguresAnswer;
  };
}

/** `GET /api/v1/backtests`, the newest first, since the server was started. */
export interface BacktestsAnswer {
  readonly backtests: readonly BacktestAnswer[];
}
