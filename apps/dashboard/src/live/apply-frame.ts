import type { LiveAlert, LiveBasin, LiveCatchment, LiveChange, LiveEvidence, LiveFrame, LiveIntake, LiveMaintenance, LiveReadiness, LiveSensor, LiveSpool, LiveStorm } from '@voldgrav/wire';

/** What the screen knows of the town. A new one replaces the old; nothing in it is changed in place. */
export interface LiveState {
  readonly run: string;
  readonly n: number;
  readonly sensors: ReadonlyMap<string, LiveSensor>;
  readonly basins: ReadonlyMap<string, LiveBasin>;
  readonly catchments: ReadonlyMap<string, LiveCatchment>;
  readonly readiness: ReadonlyMap<string, LiveReadiness>;
  readonly alerts: ReadonlyMap<string, LiveAlert>;
  readonly storms: ReadonlyMap<string, LiveStorm>;
  readonly evidence: ReadonlyMap<string, LiveEvidence>;
  readonly maintenance: ReadonlyMap<string, LiveMaintenance>;
  readonly intake: LiveIntake;
  readonly spool: LiveSpool;
}

export type Applied =
  | { readonly ok: true; readonly state: LiveState }
  /** A change is missing, or none was ever known: ask again from the number we have. */
  | { readonly ok: false };

/** Brings the state up to a frame. Numbers must follow on each other: a gap is never papered over (operations.md F38). */
export function applyFrame(state: LiveState | undefined, frame: LiveFrame): Applied {
  if (frame.kind === 'snapshot') {
    const { run, n, intake, spool } = frame;
    return {
      ok: true,
      state: {
        run, n, intake, spool,
        sensors: byId(frame.sensors),
        basins: byId(frame.basins),
        catchments: byId(frame.catchments),
        readiness: byId(frame.readiness),
        alerts: byId(frame.alerts),
        storms: byId(frame.storms),
        evidence: byId(frame.evidence),
        maintenance: new Map(frame.maintenance.map((each) => [each.sensor, each])),
      },
    };
  }
  if (state === undefined) return { ok: false };
  if (frame.kind === 'beat') return frame.n === state.n ? { ok: true, state } : { ok: false };
  if (frame.from !== state.n + 1) return { ok: false };
  return { ok: true, state: withChanges({ ...state, n: frame.to }, frame.changes) };
}

function withChanges(state: LiveState, changes: readonly LiveChange[]): LiveState {
  const sensors = new Map(state.sensors);
  const basins = new Map(state.basins);
  const catchments = new Map(state.catchments);
  const readiness = new Map(state.readiness);
  const alerts = new Map(state.alerts);
  const storms = new Map(state.storms);
  const evidence = new Map(state.evidence);
  const maintenance = new Map(state.maintenance);
  let { intake, spool } = state;
  for (const change of changes) {
    switch (change.kind) {
      case 'observation':
        if (isNewer(change.observation, sensors.get(change.observation.id))) sensors.set(change.observation.id, change.observation);
        break;
      case 'basin':
        basins.set(change.basin.id, change.basin);
        break;
      case 'catchment':
        catchments.set(change.catchment.id, change.catchment);
        break;
      case 'readiness':
        readiness.set(change.readiness.id, change.readiness);
        break;
      case 'alert':
        alerts.set(change.alert.id, change.alert);
        break;
      case 'storm':
        storms.set(change.storm.id, stormWith(storms.get(change.storm.id), change.storm));
        break;
      case 'evidence':
        evidence.set(change.evidence.id, change.evidence);
        break;
      case 'maintenance':
        if (change.maintenance.state === 'over') maintenance.delete(change.maintenance.sensor);
        else maintenance.set(change.maintenance.sensor, change.maintenance);
        break;
      case 'intake':
        intake = change.intake;
        break;
      case 'spool':
        spool = change.spool;
    }
  }
  return { ...state, sensors, basins, catchments, readiness, alerts, storms, evidence, maintenance, intake, spool };
}

function stormWith(known: LiveStorm | undefined, news: LiveStorm): LiveStorm {
  const groups = new Map([...(known?.groups ?? []), ...news.groups].map((group) => [group.id, group]));
  return { ...news, groups: [...groups.values()] };
}

/** A late reading does not replace a newer one, nor does one from a clock that cannot be right. */
const isNewer = (observation: LiveSensor, known: LiveSensor | undefined): boolean =>
  !(observation.flag === 4 && observation.checks.includes('clock')) &&
  (known === undefined || (known.quantity === observation.quantity && observation.phenomenonTime >= known.phenomenonTime));

const byId = <Thing extends { readonly id: string }>(things: readonly Thing[]): ReadonlyMap<string, Thing> =>
  new Map(things.map((thing) => [thing.id, thing]));
