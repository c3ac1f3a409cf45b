import type { AlertRule } from '@voldgrav/alert';
import { HOUR, instant, type Instant } from '@voldgrav/hydrology';
import { TownIndex } from '@voldgrav/pipeline';
import type { Sandbox, Town } from '@voldgrav/wire';
import type { ReportedAlert } from '../alert-record.ts';
import type { Recording } from '../recorded.ts';
import { ReplayEngine } from '../replay-engine.ts';
import { type Playing, ReplayPlayer } from '../replay-player.ts';
import { type AlertLife, type Judged, judgedAlerts, type RuleScore, scoreOf } from './judged-alerts.ts';
import { LimitEvents } from './limit-events.ts';
import { limitOf } from './limit-of.ts';

export interface BacktestOptions extends Pick<Playing, 'breathe' | 'onProgress'> {
  readonly town: Town;
  readonly sandbox?: Sandbox | undefined;
  /** The rule that is tried. One of the same id in the town is the one that it would replace. */
  readonly rule: AlertRule;
  readonly runsOn: number;
  /** Ends it early, with what is known by then. */
  readonly signal?: AbortSignal;
}

/** How the tried rule did in a time beside the one that is in force, where there is one. */
export interface BacktestScore {
  /** Null for a tried rule that watches low water, for which the town names no limit. */
  readonly events: number | null;
  readonly tried: RuleScore;
  readonly inForce: RuleScore | undefined;
}

export interface StormScore extends BacktestScore {
  readonly id: string;
  readonly onset: Instant;
  /** Undefined while it rained on at the recording's end. */
  readonly end: Instant | undefined;
}

/** The same in all of a recording, in each of its storms, and in the time that belongs to none. */
export interface BacktestResult extends BacktestScore {
  readonly storms: readonly StormScore[];
  readonly dry: BacktestScore;
}

const TRIED = ' (tried)';
/** What such a rule is there to come before, no asset names: every limit is one that water reaches from below. */
export const watchesLowWater = ({ measure, abnormal }: AlertRule): boolean => measure.kind === 'water-level' && abnormal === 'below';

/** Water comes after the rain: so long after a storm's end what happens is its doing. */
const FOLLOWS = 6 * HOUR;

/**
 * Plays a recording with both rules in one engine and holds their alerts against the times at which the asset's limit was
 * reached: a basin's crest, the level at which a road floods, a stream's bank, the sea level that closes outlets.
 * @throws RangeError for a rule on an asset without a water level; `parseTown` lets no such rule through.
 */
export async function backtest(recording: Recording, { town, sandbox, rule, runsOn, signal, ...playing }: BacktestOptions): Promise<BacktestResult> {
  const asset = town.assets.find(({ id }) => id === rule.asset);
  const limit = asset === undefined ? undefined : limitOf(asset);
  const sensor = new TownIndex(town).levelSensorOf(rule.asset);
  if (limit === undefined || sensor === undefined) throw new RangeError(`${rule.asset} has no water level, so nobody can say what a rule on it missed.`);
  const inForce = town.rules.find(({ id }) => id === rule.id);
  const tried: AlertRule = { ...rule, id: `${rule.id}${TRIED}` };
  const events = new LimitEvents(sensor.id, limit);
  const engine = new ReplayEngine({
    town: { ...town, rules: [...(inForce === undefined ? [] : [inForce]), tried] },
    sandbox,
    lane: 'backtest',
    // What nobody began in time, only the catchments tell.
    ...(rule.measure.kind === 'latest-decision' ? { readinessEvery: 1, readinessBy: 'catchments' } : { readinessEvery: 0 }),
    onChanges: (changes) => events.note(changes),
  });
  const player = new ReplayPlayer({ recording, openStage: () => engine, runsOn });
  const pause = (): void => player.pause();
  signal?.addEventListener('abort', pause);
  try {
    if (signal?.aborted !== true) await player.play({ speed: 'max', ...playing });
  } finally {
    signal?.removeEventListener('abort', pause);
  }
  const { alerts, storms, to } = engine.report();
  const end = instant(Date.parse(to ?? '1970-01-01T00:00:00Z'));
  const judged = (of: AlertRule): Judged => judgedAlerts(alerts.filter((alert) => alert.rule === of.id).map((alert) => lifeOf(alert, end)), watchesLowWater(of) ? undefined : events.events());
  const both = { tried: judged(tried), inForce: inForce === undefined ? undefined : judged(inForce) };
  const spans = storms.map(({ id, onset, end: over }) => ({ id, onset: instant(Date.parse(onset)), end: over === null ? undefined : instant(Date.parse(over)) }));
  const stormAt = (at: Instant): string | undefined => spans.findLast((storm) => at >= storm.onset && at <= (storm.end ?? Infinity) + FOLLOWS)?.id;
  return {
    ...within(both, () => true),
    storms: spans.map((storm) => ({ ...storm, ...within(both, (at) => stormAt(at) === storm.id) })),
    dry: within(both, (at) => stormAt(at) === undefined),
  };
}

function within({ tried, inForce }: { readonly tried: Judged; readonly inForce: Judged | undefined }, isWithin: (at: Instant) => boolean): BacktestScore {
  return {
    events: tried.events === undefined ? null : tried.events.filter(({ at }) => isWithin(at)).length,
    tried: scoreOf(tried, isWithin),
    inForce: inForce === undefined ? undefined : scoreOf(inForce, isWithin),
  };
}

function lifeOf({ transitions }: ReportedAlert, end: Instant): AlertLife {
  const at = (to: string): Instant | undefined => {
    const step = transitions.find((each) => each.to === to);
    return step === undefined ? undefined : instant(Date.parse(step.at));
  };
  return { raised: at('new') ?? end, until: at('returned') ?? at('closed') ?? end };
}
