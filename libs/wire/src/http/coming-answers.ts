import { isoOf } from '@voldgrav/hydrology';
import type { Forecast, ForecastSkill, WeatherWarning } from '@voldgrav/readiness';
import type { IsoTime } from './answers.ts';

/** A forecast as `POST /api/v1/forecasts` took it; `storm` is the one that was open, or awaited, when it was issued. */
export type ForecastAnswer = { readonly storm?: string } & (
  | { readonly source: string; readonly issuedAt: IsoTime; readonly catchment: string; readonly steps: readonly { readonly from: IsoTime; readonly to: IsoTime; readonly mm: number; readonly lowMm?: number; readonly highMm?: number }[] }
  | { readonly source: string; readonly issuedAt: IsoTime; readonly asset: string; readonly steps: readonly { readonly at: IsoTime; readonly levelM: number; readonly lowM?: number; readonly highM?: number }[] }
);

/** How good a source has been at lead times of [leadFromMinutes, leadToMinutes); null for no upper end. */
export interface SkillAnswer extends Omit<ForecastSkill, 'leadFrom' | 'leadTo' | 'insideShare'> {
  readonly leadFromMinutes: number;
  readonly leadToMinutes: number | null;
  /** Share of what came that lay in the forecast's range; null where it gave none. */
  readonly insideShare: number | null;
}

/** `GET /api/v1/forecasts?place`, newest issue first. */
export interface ForecastsAnswer {
  readonly forecasts: readonly ForecastAnswer[];
  readonly skill: { readonly rainMm: readonly SkillAnswer[]; readonly levelM: readonly SkillAnswer[] };
}

export interface WarningAnswer extends Omit<WeatherWarning, 'kind' | 'issuedAt' | 'onset' | 'expires'> {
  readonly issuedAt: IsoTime;
  readonly onset: IsoTime;
  readonly expires: IsoTime;
  readonly stands: boolean;
}

/** `GET /api/v1/warnings`, newest issue first. */
export interface WarningsAnswer {
  readonly warnings: readonly WarningAnswer[];
}

export function toForecastAnswer(forecast: Forecast, storm: string | undefined): ForecastAnswer {
  const heading = { source: forecast.source, issuedAt: isoOf(forecast.issuedAt), ...(storm === undefined ? {} : { storm }) };
  if (forecast.kind === 'rain') return { ...heading, catchment: forecast.catchment, steps: forecast.steps.map(({ from, to, ...rain }) => ({ from: isoOf(from), to: isoOf(to), ...rain })) };
  const steps = forecast.steps.map(({ at, level, low, high }) => ({ at: isoOf(at), levelM: level, ...(low === undefined ? {} : { lowM: low }), ...(high === undefined ? {} : { highM: high }) }));
  return { ...heading, asset: forecast.asset, steps };
}

export const toSkillAnswer = ({ leadFrom, leadTo, insideShare, bias, meanAbsoluteError, ...rest }: ForecastSkill): SkillAnswer => ({
  ...rest,
  bias: Number(bias.toFixed(3)),
  meanAbsoluteError: Number(meanAbsoluteError.toFixed(3)),
  leadFromMinutes: leadFrom,
  leadToMinutes: Number.isFinite(leadTo) ? leadTo : null,
  insideShare: insideShare === undefined ? null : Number(insideShare.toFixed(3)),
});

export function toWarningAnswer({ kind: _, issuedAt, onset, expires, ...rest }: WeatherWarning, stands: boolean): WarningAnswer {
  return { ...rest, issuedAt: isoOf(issuedAt), onset: isoOf(onset), expires: isoOf(expires), stands };
}
