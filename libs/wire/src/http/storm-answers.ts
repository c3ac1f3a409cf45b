import type { LiveEvidence, LivePreparation, LiveStorm, LiveStormGroup, LiveStormMaximum, LiveVerdict, LiveWarning } from '../live/live-event.ts';
import type { AlertAnswer, IsoTime } from './answers.ts';
import type { ForecastAnswer } from './coming-answers.ts';

/** The same thing with some of its times in ISO 8601 instead of milliseconds. */
type Iso<Thing, Times extends keyof Thing> = Omit<Thing, Times> & { readonly [Time in Times]: undefined extends Thing[Time] ? IsoTime | undefined : IsoTime };

export type StormMaximumAnswer = Iso<LiveStormMaximum, 'endsAt'>;

export interface StormGroupAnswer extends Pick<LiveStormGroup, 'id' | 'name' | 'catchments' | 'phase' | 'meanMm'> {
  readonly onset?: IsoTime;
  readonly lastRainAt?: IsoTime;
  readonly end?: IsoTime;
  readonly maxima: readonly Iso<LiveStormGroup['maxima'][number], 'endsAt'>[];
  readonly critical?: StormMaximumAnswer;
  readonly skybrud: VerdictAnswer;
  readonly kraftigRegn: VerdictAnswer;
  /** Not an insurance finding. */
  readonly insurers: VerdictAnswer;
}

export type VerdictAnswer = { readonly answer: 'yes'; readonly firstAt: IsoTime; readonly gauge: string } | Exclude<LiveVerdict, { readonly answer: 'yes' }>;

export interface StormAnswer extends Pick<LiveStorm, 'id' | 'greatestMm' | 'greatestAt' | 'phase' | 'openedBy' | 'alerts' | 'actions'> {
  readonly onset: IsoTime;
  readonly end?: IsoTime;
  readonly groups: readonly StormGroupAnswer[];
  readonly maxima: readonly StormMaximumAnswer[];
  readonly critical?: StormMaximumAnswer;
  readonly skybrud: VerdictAnswer;
  readonly kraftigRegn: VerdictAnswer;
  /** Not an insurance finding. */
  readonly insurers: VerdictAnswer;
  readonly warnings: readonly Iso<LiveWarning, 'issuedAt' | 'onset' | 'expires'>[];
  readonly preparation?: LivePreparation;
}

/** `GET /api/v1/storms`, newest first. */
export interface StormsAnswer {
  readonly storms: readonly StormAnswer[];
}

/** One thing that happened in a storm: `id` is that of the warning, catchment group, gauge or alert; `by` who acknowledged, or wrote the `text` of a note. */
export interface StormLogLine {
  readonly at: IsoTime;
  readonly what:
    | 'opened-by-rain' | 'opened-by-warning' | 'warning-issued' | 'rain-began' | 'rain-ended'
    | 'skybrud' | 'kraftig-regn' | 'insurers-cloudburst'
    | 'alert-raised' | 'alert-acknowledged' | 'alert-returned' | 'note' | 'ended';
  readonly id?: string;
  readonly by?: string;
  readonly text?: string;
}

/** `GET /api/v1/storms/{id}`. */
export interface StormDossierAnswer {
  readonly storm: StormAnswer;
  readonly raised: readonly AlertAnswer[];
  /** Those that had been issued by its end and spoke of its time, newest issue first, as they were issued. */
  readonly forecasts: readonly ForecastAnswer[];
  /** What happened in it, the first thing first. */
  readonly log: readonly StormLogLine[];
  readonly evidence: readonly Iso<LiveEvidence, 'fullestAt'>[];
  /** Storms that people remember, at a duration of this one, the nearest first; each figure with its source. */
  readonly known: readonly { readonly id: string; readonly name: string; readonly date: string; readonly minutes: number; readonly mm: number; readonly source: string; readonly oursMm: number; readonly share: number }[];
}
