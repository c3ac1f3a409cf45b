import type { AlertRule } from '@voldgrav/alert';
import { instant, type Instant } from '@voldgrav/hydrology';
import { TownIndex } from '@voldgrav/pipeline';
import type { Sandbox, Town } from '@voldgrav/wire';
import type { ReportedAlert } from '../alert-record.ts';
import type { Recording } from '../recorded.ts';
import { ReplayEngine } from '../replay-engine.ts';
import { ReplayPlayer } from '../replay-player.ts';
import { type AlertLife, judgedAlerts, type RuleScore } from './judged-alerts.ts';
import { LimitEvents } from './limit-events.ts';
import { limitOf } from './limit-of.ts';

export interface BacktestOptions {
  readonly town: Town;
  readonly sandbox?: Sandbox | undefined;
  /** The rule that is tried. One of the same id in the town is the one that it would replace. */
  readonly rule: AlertRule;
  readonly runsOn: number;
}

/** How the tried rule did in a recording beside the one that is in force, where there is one. */
export interface BacktestResult {
  readonly events: number;
  readonly tried: RuleScore;
  readonly inForce: RuleScore | undefined;
}

const TRIED = ' (tried)';

/**
 * Plays a recording with both rules in one engine and holds their alerts against the times at which the asset's limit was
 * reached: a basin's crest, the level at which a road floods, a stream's bank, the sea level that closes outlets.
 * @throws RangeError for a rule on an asset without a water level.
 */
export async function backtest(recording: Recording, { town, sandbox, rule, runsOn }: BacktestOptions): Promise<BacktestResult> {
  const index = new TownIndex(town);
  const asset = town.assets.find(({ id }) => id === rule.asset);
  const limit = asset === undefined ? undefined : limitOf(asset);
  const sensor = index.levelSensorOf(rule.asset);
  if (limit === undefined || sensor === undefined) throw new RangeError(`${rule.asset} has no water level, so nobody can say what a rule on it missed.`);
  const inForce = town.rules.find(({ id }) => id === rule.id);
  const tried: AlertRule = { ...rule, id: `${rule.id}${TRIED}` };
  const events = new LimitEvents(sensor.id, limit);
  const engine = new ReplayEngine({
    town: { ...town, rules: [...(inForce === undefined ? [] : [inForce]), tried] },
    sandbox,
    lane: 'backtest',
    readinessEvery: 0,
    onChanges: (changes) => events.note(changes),
  });
  await new ReplayPlayer({ recording, openStage: () => engine, runsOn }).play({ speed: 'max' });
  const { alerts, to } = engine.report();
  const end = instant(Date.parse(to ?? '1970-01-01T00:00:00Z'));
  const scoreOf = (id: string): RuleScore => judgedAlerts(alerts.filter((alert) => alert.rule === id).map((alert) => lifeOf(alert, end)), events.events());
  return { events: events.events().length, tried: scoreOf(tried.id), inForce: inForce === undefined ? undefined : scoreOf(inForce.id) };
}

function lifeOf({ transitions }: ReportedAlert, end: Instant): AlertLife {
  const at = (to: string): Instant | undefined => {
    const step = transitions.find((each) => each.to === to);
    return step === undefined ? undefined : instant(Date.parse(step.at));
  };
  return { raised: at('new') ?? end, until: at('returned') ?? at('closed') ?? end };
}
