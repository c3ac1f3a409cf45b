import { HOUR, type Instant, instant, instantFromIso, isoOf, type Position } from '@voldgrav/hydrology';
import { z } from 'zod';
import type { ComingGiven } from '@voldgrav/wire';

const COLLECTION = 'harmonie_dini_sf';
const RAIN = 'total-precipitation';

/** DMI's open data, Forecast EDR API: the newest run of HARMONIE at one place. `base` is such as https://opendataapi.dmi.dk/v1. */
export function dmiForecastUrl(base: string, [longitude, latitude]: Position): string {
  const query = new URLSearchParams({ coords: `POINT(${longitude.toFixed(4)} ${latitude.toFixed(4)})`, crs: 'crs84', 'parameter-name': RAIN, f: 'GeoJSON' });
  return `${base.replace(/\/$/, '')}/forecastedr/collections/${COLLECTION}/position?${query.toString()}`;
}

const Answer = z.object({
  features: z.array(z.object({ properties: z.object({ step: z.string(), [RAIN]: z.number().nullable().optional() }) })),
});

/**
 * The answer as a forecast for a catchment. The parameter is the depth in mm since the run began, so a step is the difference of
 * two; a value that falls is not that, and the whole answer is refused. When the run began stands nowhere in the answer: its first
 * step is taken for the issue, or `now` where that lies ahead. Throws a sentence.
 */
export function dmiForecast(text: string, catchment: string, now: Instant): ComingGiven {
  const read = Answer.safeParse(JSON.parse(text));
  if (!read.success) throw new Error(`DMI's answer for ${catchment} has another shape than its Forecast EDR API is documented with`);
  const values = read.data.features.flatMap(({ properties: { step, [RAIN]: total } }) => {
    const at = instantFromIso(step);
    return at === undefined || total === null || total === undefined ? [] : [{ at, total }];
  });
  values.sort((one, other) => one.at - other.at);
  const [first] = values;
  if (first === undefined || values.length < 2) throw new Error(`DMI's answer for ${catchment} holds no rain`);
  const steps = values.slice(1).flatMap(({ at, total }, index) => {
    const before = values[index] ?? first;
    if (total < before.total - 1e-6) throw new Error(`DMI's rain for ${catchment} falls from ${before.total} to ${total} mm, so it is no sum since the run began`);
    // Hourly to begin with; what is coarser says too little about a cloudburst, but it says it.
    return at - before.at > 6 * HOUR ? [] : [{ from: isoOf(before.at), to: isoOf(at), mm: Number(Math.max(0, total - before.total).toFixed(3)) }];
  });
  const issuedAt = isoOf(instant(Math.min(first.at, now)));
  return { kind: 'forecast', body: { source: 'DMI HARMONIE', issuedAt, catchment, steps } };
}
