import type { LocalText, Measure, Severity } from '@voldgrav/alert';
import type { LiveAlert } from '../live/live-event.ts';
import type { LiveReadiness } from '../live/live-readiness.ts';
import type { GeoJsonFeatureCollection } from '../town/town.ts';

/** `GET /api/v1/town`: what the screen needs to know once, before the live feed speaks. */
export interface TownAnswer {
  readonly id: string;
  readonly name: string;
  readonly invented: boolean;
  readonly timeZone: string;
  readonly datum: string;
  readonly view: { readonly centre: readonly [number, number]; readonly zoom: number };
  /** 'storm' while the demo storm runs: the screen says that the rain is simulated. */
  readonly demo: 'storm' | 'none';
  readonly tiles?: { readonly url: string; readonly attribution: string };
  readonly sensors: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: 'rain-gauge' | 'level-sensor' | 'tide-gauge' | 'pump-state' | 'barometer';
    readonly quantity: string;
    readonly position: readonly [number, number];
    readonly expectedIntervalS: number;
  }[];
  readonly catchments: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: 'urban' | 'rural';
    readonly areaHa: number;
    readonly gauges: readonly string[];
    readonly ring: readonly (readonly [number, number])[];
  }[];
  readonly assets: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: 'basin' | 'inlet' | 'pipe' | 'pump' | 'road' | 'stream' | 'sea';
    readonly position: readonly [number, number];
    readonly organisation: string;
    readonly catchment?: string;
    readonly levelSensor?: string;
    /** Level at which it overflows, floods, tops its bank or closes outlets. */
    readonly limitLevel?: number;
    readonly capacityM3?: number;
    /** What an inlet or pipe floods when more comes than it lets through. */
    readonly floods?: string;
    readonly ring?: readonly (readonly [number, number])[];
  }[];
  readonly rules: readonly {
    readonly id: string;
    readonly name: LocalText;
    readonly asset: string;
    readonly measure: Measure;
    readonly abnormal: 'below' | 'above';
    readonly setPoint: number;
    readonly deadband: number;
    readonly onDelayS: number;
    readonly offDelayS: number;
    readonly severity: Severity;
    readonly cause: LocalText;
    readonly consequence: LocalText;
    readonly response: LocalText;
    readonly minutesToRespond: number;
    readonly organisation: string;
  }[];
  readonly actions: readonly {
    readonly id: string;
    readonly title: LocalText;
    readonly description: LocalText;
    readonly pillars: readonly string[];
    readonly principles: readonly number[];
    readonly status: string;
    readonly organisation: string;
    readonly assets: readonly string[];
    readonly indicator: LocalText;
    readonly opportunity: LocalText;
    readonly playbook: readonly {
      readonly id: string;
      readonly text: LocalText;
      readonly organisation: string;
      readonly resource?: string;
      readonly minutesToDeploy: number;
    }[];
  }[];
  readonly places: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: string;
    readonly position: readonly [number, number];
    readonly floodedBy: string;
    readonly floodsAt: number;
    readonly stake: LocalText;
  }[];
  readonly resources: readonly { readonly id: string; readonly name: LocalText; readonly minutesToDeploy: number; readonly organisation: string; readonly position: readonly [number, number]; readonly kind: string }[];
  readonly organisations: readonly { readonly id: string; readonly name: string; readonly phone: string }[];
  readonly map: readonly { readonly id: string; readonly geojson: GeoJsonFeatureCollection }[];
}

/** A moment in ISO 8601, UTC: every time that the HTTP API gives (contract.md §4). The live channel counts milliseconds. */
export type IsoTime = string;

/** `GET /api/v1/sensors`: the registry, with what each said last. */
export interface SensorsAnswer {
  readonly sensors: readonly SensorAnswer[];
}

/** `GET /api/v1/sensors/{id}`. */
export interface SensorAnswer {
  readonly id: string;
  readonly name: string;
  readonly kind: 'rain-gauge' | 'level-sensor' | 'tide-gauge' | 'pump-state' | 'barometer';
  readonly quantity: string;
  readonly position: readonly [number, number];
  readonly expectedIntervalS: number;
  /** A maintenance window that is open: 'overrun' beyond its plan, until someone ends it. */
  readonly maintenance?: { readonly state: 'in-maintenance' | 'overrun'; readonly until: IsoTime; readonly reason: string };
  readonly latest: { readonly value: number; readonly time: IsoTime; readonly ageS: number; readonly flag: number } | null;
}

/** One bucket of a chart series: (t − resolution, t], labelled by its end. Buckets without data are not in the list. */
export interface Bucket {
  readonly t: IsoTime;
  readonly min: number;
  readonly max: number;
  readonly last: number;
  /** Only for rain: the depth that fell in the bucket, mm. */
  readonly sum?: number;
  /** Share of the expected readings that came, 0–1. */
  readonly completeness: number;
  /** The worst flag in the bucket. */
  readonly flag: number;
}

/** One series of a chart. */
export interface ChartSeriesAnswer {
  readonly sensor: string;
  readonly quantity: string;
  readonly buckets: readonly Bucket[];
}

/** `GET /api/v1/sensors/{id}/observations?quantity&from&to&maxPoints&resolution`; `from` and `to` in ISO 8601. */
export interface ObservationsAnswer extends ChartSeriesAnswer {
  readonly resolutionS: number;
  readonly from: IsoTime;
  readonly to: IsoTime;
}

/** `GET /api/v1/observations?series=a:level_m,b:rain_mm&from&to&maxPoints&resolution`: all on one grid. */
export interface ManyObservationsAnswer {
  readonly resolutionS: number;
  readonly from: IsoTime;
  readonly to: IsoTime;
  readonly series: readonly ChartSeriesAnswer[];
}

/** `…/observations?resolution=raw`: what was observed, whatever its flag. `next` is the `from` that goes on where the answer ends. */
export interface RawObservationsAnswer {
  readonly sensor: string;
  readonly quantity: string;
  readonly from: IsoTime;
  readonly to: IsoTime;
  readonly observations: readonly {
    readonly t: IsoTime;
    readonly value: number;
    readonly flag: number;
    readonly checks?: readonly string[];
    readonly revision?: number;
  }[];
  readonly next: IsoTime | null;
}

/** `GET /api/v1/basins/{id}/readiness?from&to`: what the basin could take, minute by minute, and the state it was in. */
export interface BasinReadinessAnswer {
  readonly basin: string;
  readonly points: readonly { readonly at: IsoTime; readonly state: string; readonly canTake30Mm: number | null }[];
}

/** Readiness as the HTTP API tells it: as the live channel does, with times in ISO 8601. */
export interface CatchmentAnswer extends Omit<LiveReadiness, 'at' | 'comingUntil' | 'latestDecision' | 'escalations'> {
  readonly at: IsoTime;
  readonly comingUntil?: IsoTime;
  readonly latestDecision: readonly (Omit<LiveReadiness['latestDecision'][number], 'at' | 'begunAt'> & { readonly at: IsoTime; readonly begunAt?: IsoTime })[];
  readonly escalations: readonly (Omit<LiveReadiness['escalations'][number], 'since'> & { readonly since: IsoTime })[];
  /** It stands as it was told then; what came late is not in it. */
  readonly asTold?: boolean;
}

/** `GET /api/v1/catchments`; `readiness` is null in the first seconds after a start. */
export interface CatchmentsAnswer {
  readonly catchments: readonly { readonly id: string; readonly name: string; readonly kind: 'urban' | 'rural'; readonly readiness: CatchmentAnswer | null }[];
}

/** `GET /api/v1/catchments/{id}/readiness?from&to`: readiness through time, the last day derived anew, what is older as it was told. */
export interface CatchmentReadinessAnswer {
  readonly catchment: string;
  readonly points: readonly CatchmentAnswer[];
}

/** `GET /api/v1/resources`: what is in use by a step of a playbook, and what is free. */
export interface ResourcesAnswer {
  readonly resources: readonly { readonly id: string; readonly name: LocalText; readonly kind: string; readonly organisation: string; readonly minutesToDeploy: number; readonly inUse: readonly BegunStepAnswer[] }[];
}

/** A step that is under way, since when, and who said so. */
export interface BegunStepAnswer {
  readonly action: string;
  readonly step: string;
  readonly since: IsoTime;
  readonly by: string;
}

/** `GET /api/v1/alerts`, newest first. */
export interface AlertsAnswer {
  readonly alerts: readonly AlertAnswer[];
}

export interface AlertAnswer extends Omit<LiveAlert, 'episodeStart' | 'raisedAt' | 'acknowledgedAt' | 'returnedAt'> {
  readonly episodeStart: IsoTime;
  readonly raisedAt: IsoTime;
  readonly acknowledgedAt?: IsoTime;
  readonly returnedAt?: IsoTime;
}

/** RFC 9457 problem details: every error over HTTP. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** For a page that says it in its own language. */
  readonly code?: string;
  /** Where there is more than one thing wrong: each in a sentence. */
  readonly faults?: readonly string[];
}
