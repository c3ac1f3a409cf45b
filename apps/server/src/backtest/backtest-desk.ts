import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { AlertRule } from '@voldgrav/alert';
import { type Instant, isoOf, SECOND } from '@voldgrav/hydrology';
import { freshFor, type ObservationArchive, TownIndex } from '@voldgrav/pipeline';
import { backtest, backtestFigures, type BacktestResult, newestStorms, storeRecording } from '@voldgrav/replay';
import type { BacktestAnswer, Sandbox, Town } from '@voldgrav/wire';
import { shareOfTime } from './share-of-time.ts';

export interface BacktestDeskOptions {
  readonly town: Town;
  readonly archive: ObservationArchive;
  readonly sandbox: Sandbox | undefined;
  readonly now: () => Instant;
}

export interface BacktestAsked {
  readonly rule: AlertRule;
  readonly from: Instant;
  readonly to: Instant;
  /** Only the newest so many, and the dry weather between. */
  readonly storms?: number | undefined;
  readonly by: string;
}

interface Run {
  answer: BacktestAnswer;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** So many are remembered, the newest. */
const KEPT = 20;

/**
 * Tries rules on what the observation store remembers, one at a time and for half of the processor's time at most, so that
 * tonight's storm is watched as always. What came of them is kept until the server ends.
 */
export class BacktestDesk {
  private readonly options: BacktestDeskOptions;
  private runs: readonly Run[] = [];

  constructor(options: BacktestDeskOptions) {
    this.options = options;
  }

  /** Newest first. */
  list(): readonly BacktestAnswer[] {
    return this.runs.map(({ answer }) => answer);
  }

  answer(id: string): BacktestAnswer | undefined {
    return this.runOf(id)?.answer;
  }

  /** Begins one; undefined while another one runs. */
  start(asked: BacktestAsked): BacktestAnswer | undefined {
    const { rule, from, to, by } = asked;
    if (this.runs.some(({ answer }) => answer.state === 'running')) return undefined;
    const stop = new AbortController();
    const answer: BacktestAnswer = { id: randomUUID(), state: 'running', rule: rule.id, from: isoOf(from), to: isoOf(to), startedAt: isoOf(this.options.now()), by, played: 0 };
    const run: Run = { answer, stop, ended: this.play(asked, stop.signal, (more) => (run.answer = { ...run.answer, ...more })) };
    this.runs = [run, ...this.runs].slice(0, KEPT);
    return answer;
  }

  /** Ends one that runs; false when there is none of that id. */
  stop(id: string): boolean {
    const run = this.runOf(id);
    run?.stop.abort();
    return run !== undefined;
  }

  /** Ends whatever runs. */
  async close(): Promise<void> {
    for (const { stop } of this.runs) stop.abort();
    await Promise.all(this.runs.map(({ ended }) => ended));
  }

  private async play({ rule, from, to, storms }: BacktestAsked, signal: AbortSignal, tell: (more: Partial<BacktestAnswer>) => void): Promise<void> {
    // Whoever asked is answered before the work begins.
    await wait(0);
    const { town, archive, sandbox, now } = this.options;
    const breathe = shareOfTime();
    try {
      const result = await backtest(storeRecording({ archive, sensors: heardFor(town, rule), after: from, until: to, signal, breathe }), {
        town: speakingPlainly(town),
        sandbox,
        rule,
        runsOn: Math.max(...town.sensors.map(({ expectedInterval }) => freshFor(expectedInterval))) + SECOND,
        signal,
        onProgress: (at) => tell({ played: Math.min(1, Math.max(0, (at - from) / (to - from))) }),
        breathe,
      });
      tell(signal.aborted ? { state: 'stopped' } : { state: 'done', played: 1, result: toResult(result, storms) });
    } catch (cause) {
      tell({ state: 'failed', fault: cause instanceof Error ? cause.message : String(cause) });
    }
    tell({ endedAt: isoOf(now()) });
  }

  private runOf(id: string): Run | undefined {
    return this.runs.find(({ answer }) => answer.id === id);
  }
}

/** The rule's own sensors, and every gauge: storms and doubts are told by all of them. */
function heardFor(town: Town, { asset }: AlertRule) {
  const index = new TownIndex(town);
  const basin = index.basin(asset);
  const level = index.levelSensorOf(asset);
  // The air above a probe that feels it is part of what it says.
  const own = new Set([level?.id, level?.level?.barometer, ...(basin === undefined ? [] : index.pumpsOf(basin).map(({ stateSensor }) => stateSensor))]);
  return town.sensors.filter(({ id, kind }) => own.has(id) || kind === 'rain-gauge');
}

/** What the store remembers is told again in our own JSON, whatever it came in. */
const speakingPlainly = (town: Town): Town => ({ ...town, sources: [{ topic: 'sensors/+/json', format: 'json' }], devices: [] });

function toResult(result: BacktestResult, count: number | undefined): NonNullable<BacktestAnswer['result']> {
  const storms = newestStorms([result], count);
  return {
    all: backtestFigures(count === undefined ? [result] : [...storms, result.dry]),
    storms: storms.map((storm) => ({ id: storm.id, onset: isoOf(storm.onset), ...(storm.end === undefined ? {} : { end: isoOf(storm.end) }), ...backtestFigures([storm]) })),
    dry: backtestFigures([result.dry]),
  };
}
