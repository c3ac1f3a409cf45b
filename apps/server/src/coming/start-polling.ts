import type { ComingGiven, Town } from '@voldgrav/wire';
import type { Instant, Position } from '@voldgrav/hydrology';
import type { Clock } from '../clock.ts';
import type { Intake } from '../ingest/intake.ts';
import type { Settings } from '@voldgrav/installation';
import { dmiForecast, dmiForecastUrl } from './dmi-forecast.ts';
import { fetchText } from './fetch-text.ts';
import { utilityForecasts } from './utility-forecasts.ts';
import { WarningFeed } from './warning-feed.ts';

export interface PollingOptions {
  readonly settings: Pick<Settings, 'comingFrom'>;
  readonly town: Town;
  readonly intake: Pick<Intake, 'coming'>;
  readonly clock: Clock;
  /** One line of each kind now and then. */
  readonly tell: (kind: string, line: string) => void;
}

type Source = readonly [name: string, ask: () => Promise<readonly ComingGiven[]>];

/** Asks the services that the settings name, at once and then every so many minutes. Returns the stop. */
export function startPolling(options: PollingOptions): () => void {
  const { everyMinutes } = options.settings.comingFrom;
  const sources = sourcesOf(options);
  if (sources.length === 0) return () => undefined;
  const round = (): void => void askAll(sources, options);
  const timer = setInterval(round, everyMinutes * 60_000);
  round();
  return () => clearInterval(timer);
}

/** One round of all sources: one that does not answer, or says what cannot be used, is told and holds none of the others up. */
export async function askAll(sources: readonly Source[], { intake, tell }: Pick<PollingOptions, 'intake' | 'tell'>): Promise<void> {
  await Promise.all(
    sources.map(async ([name, ask]) => {
      try {
        for (const given of await ask()) {
          const faults = await intake.coming(given, name);
          if (faults.length > 0) tell(name, `${name} said what cannot be used: ${faults.slice(0, 3).join('; ')}.`);
        }
      } catch (cause) {
        tell(name, `${name}: ${cause instanceof Error ? cause.message : String(cause)}. What it said before still counts for as long as it reaches.`);
      }
    }),
  );
}

export function sourcesOf({ settings, town, clock }: Pick<PollingOptions, 'settings' | 'town' | 'clock'>): readonly Source[] {
  const { dmiUrl, warnings, utilityUrl } = settings.comingFrom;
  const feed = warnings === undefined ? undefined : new WarningFeed(warnings.url, warnings.area);
  return [
    ...(dmiUrl === undefined ? [] : [['DMI', () => dmiForecasts(dmiUrl, town, clock.now())] as const]),
    ...(feed === undefined ? [] : [['The warning feed', () => feed.news()] as const]),
    ...(utilityUrl === undefined ? [] : [['The utility', async () => utilityForecasts(await fetchText(utilityUrl, 'application/json'))] as const]),
  ];
}

/** Catchments lie close together: one question for each is what DMI's fair use allows many times over. */
const dmiForecasts = (base: string, { catchments }: Town, now: Instant): Promise<readonly ComingGiven[]> =>
  Promise.all(catchments.map(async ({ id, ring }) => dmiForecast(await fetchText(dmiForecastUrl(base, middleOf(ring)), 'application/geo+json, application/json'), id, now)));

const middleOf = (ring: readonly Position[]): Position => {
  const mean = (axis: 0 | 1) => ring.reduce((sum, corner) => sum + corner[axis], 0) / ring.length;
  return [mean(0), mean(1)];
};
