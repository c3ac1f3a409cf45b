import type { LiveEvidence, LivePreparation, LiveStorm, LiveStormGroup, LiveStormMaximum, LiveVerdict, LiveWarning } from '../live/live-event.ts';
import type { AlertAnswer, IsoTime } from './answers.ts';

/** The same thing with some of its times in ISO 8601 instead of milliseconds. */
type Iso<Thing, Times extends keyof Thing> = Omit<Thing, Times> & { readonly [Time in Times]: undefined extends Thing[Time] ? IsoTime | undefined : IsoTime };

export type StormMaximumAnswer = Iso<LiveStormMaximum, 'endsAt'>;

export interface StormGroupAnswer extends Omit<LiveStormGroup, 'onset' | 'lastRainAt' | 'critical'> {
  readonly onset?: IsoTime;
  readonly lastRainAt?: IsoTime;
  readonly critical?: StormMaximumAnswer;
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

/** `GET /api/v1/storms/{id}`. */
export interface StormDossierAnswer {
  readonly storm: StormAnswer;
  readonly raised: readonly AlertAnswer[];
  readonly evidence: readonly Iso<LiveEvidence, 'fullestAt'>[];
  /** Storms that people remember, at a duration of this one, the nearest first; each figure with its source. */
  readonly known: readonly { readonly id: string; readonly name: string; readonly date: string; readonly minutes: number; readonly mm: number; readonly source: string; readonly oursMm: number; readonly share: number }[];
}
