import type { LiveSensor, ObservationsAnswer, TownAnswer } from '@voldgrav/wire';
import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import { loadJson } from '../../town/load-json.ts';
import type { GaugeDepth } from './mean-rain.ts';
import type { LevelPoint } from './with-gaps.ts';
import { withObservation } from './with-observation.ts';

export interface StormSeries {
  readonly gauges: ReadonlyMap<string, readonly GaugeDepth[]>;
  readonly levels: readonly LevelPoint[];
}

export interface StormSeriesQuestion {
  readonly town: TownAnswer;
  readonly basin: string;
  readonly hours: number;
  readonly reload: number;
  readonly now: number;
}

/** The store has what has just been said after a fraction of a second; a burst of corrections is one question. */
const ASK_AGAIN_MS = 2_000;
const EMPTY: StormSeries = { gauges: new Map(), levels: [] };

/** Rain and water level around one basin: history from the server, then what arrives, each moment once. */
export function useStormSeries(question: StormSeriesQuestion, subscribe: (listener: (observations: readonly LiveSensor[]) => void) => () => void) {
  const series = shallowRef<StormSeries>(EMPTY);
  const failed = ref(false);
  let asked = 0;
  /** What came in while history was on its way: the answer may be older than that. */
  let meanwhile: readonly LiveSensor[] | undefined;
  /** By sensor: the end of the last bucket that history brought. */
  let coveredUntil: ReadonlyMap<string, number> = new Map();
  let askingAgain: ReturnType<typeof setTimeout> | undefined;

  const basin = () => question.town.assets.find((asset) => asset.id === question.basin);
  const gauges = () => question.town.catchments.find((catchment) => catchment.id === basin()?.catchment)?.gauges ?? [];
  const levelSensor = () => basin()?.levelSensor ?? '';

  async function fetchHistory(): Promise<void> {
    clearTimeout(askingAgain);
    askingAgain = undefined;
    asked += 1;
    const mine = asked;
    meanwhile = [];
    const [from, to] = [question.now - question.hours * 3_600_000, question.now].map((at) => new Date(at).toISOString());
    const history = (sensor: string) => loadJson<ObservationsAnswer>(`/api/v1/sensors/${sensor}/observations?from=${from}&to=${to}`);
    const ids = gauges();
    try {
      const [levels, ...rains] = await Promise.all([history(levelSensor()), ...ids.map(history)]);
      // A newer question was asked meanwhile: this answer is to an old one.
      if (mine !== asked || levels === undefined) return;
      failed.value = false;
      series.value = {
        levels: levels.buckets.map(({ t, max, flag }) => ({ t: Date.parse(t), level: max, flag })),
        gauges: new Map(ids.map((id, index) => [id, (rains[index]?.buckets ?? []).map(({ t, sum, flag }) => ({ t: Date.parse(t), mm: sum ?? 0, flag }))])),
      };
      coveredUntil = new Map([[levelSensor(), levels] as const, ...ids.map((id, index) => [id, rains[index]] as const)].map(([id, said]) => [id, Date.parse(said?.buckets.at(-1)?.t ?? '') || -Infinity]));
      const missed = meanwhile ?? [];
      meanwhile = undefined;
      arrive(missed);
    } catch {
      if (mine === asked) failed.value = true;
    }
  }

  function arrive(observations: readonly LiveSensor[]): void {
    if (meanwhile !== undefined) meanwhile = [...meanwhile, ...observations];
    // One that failed after it was drawn goes again.
    const usable = observations.filter(({ flag, revised }) => flag !== 4 || revised);
    const levels = usable.filter(({ id, quantity }) => id === levelSensor() && quantity === 'level_m');
    const rains = usable.filter(({ id, quantity }) => quantity === 'rain_mm' && gauges().includes(id));
    if (levels.length + rains.length === 0) return;
    // A bucket holds several moments: what is said late, or otherwise than before, of one of them is the store's to work in.
    const isCovered = ({ id, phenomenonTime }: LiveSensor) => phenomenonTime <= (coveredUntil.get(id) ?? -Infinity);
    if ([...levels, ...rains].some(isCovered)) askingAgain ??= setTimeout(() => void fetchHistory(), ASK_AGAIN_MS);
    const nextGauges = new Map(series.value.gauges);
    for (const rain of rains.filter((each) => !isCovered(each))) nextGauges.set(rain.id, withObservation(nextGauges.get(rain.id) ?? [], rain, { t: rain.phenomenonTime, mm: rain.value, flag: rain.flag }));
    const nextLevels = levels.filter((each) => !isCovered(each)).reduce((all, level) => withObservation(all, level, { t: level.phenomenonTime, level: level.value, flag: level.flag }), series.value.levels);
    series.value = { gauges: nextGauges, levels: nextLevels };
  }

  watch([() => question.basin, () => question.hours, () => question.reload], () => void fetchHistory(), { immediate: true });
  onScopeDispose(subscribe(arrive));
  onScopeDispose(() => clearTimeout(askingAgain));
  return { series, failed };
}
