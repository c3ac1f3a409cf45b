import { readFileSync } from 'node:fs';
import { HOUR, instant } from '@voldgrav/hydrology';
import { FITTED_FOR, FITTED_TO, fitTransfer, forecastTransfer, type HourlyHistory, hourlyHistory, nashSutcliffe, type TransferModel } from '@voldgrav/readiness';
import { DATA_ABSENT, recording } from '@voldgrav/test-storms/recording';
import { beforeEach, describe, expect, it } from 'vitest';

const inflow = recording('sewer/dk_wwtp_inflow_hourly_20231107-20240531.csv');
const weather = recording('sewer/dk_wwtp_dmi_hourly_20231107-20240531.csv');
const LEADS = [1, 2, 3, 4, 5, 6];
/** The model's two constants were chosen on the days before this one, and on none of those that it is reported on. */
const CHOSEN_FROM = Date.UTC(2024, 0, 20);
const LATER = Date.UTC(2024, 2, 30);

const points = (file: string | undefined) =>
  readFileSync(file ?? '', 'utf8').trim().split('\n').slice(1).map((line) => line.split(',')).filter(([, value]) => value !== '')
    .map(([stamp = '', value]) => ({ at: instant(Date.parse(`${stamp.replace(' ', 'T')}Z`)), value: Number(value) }));

interface Proof {
  readonly count: number;
  readonly ours: readonly number[];
  readonly persistence: readonly number[];
  readonly inside: readonly number[];
}

/** Hour by hour as the server does it: fitted anew each day to the ninety before it, and to nothing that comes after. */
function proved(history: HourlyHistory, from: number, to: number): Proof {
  const pairs = LEADS.map(() => ({ ours: [] as { forecast: number; came: number }[], stays: [] as { forecast: number; came: number }[], inside: 0 }));
  const [first, last] = [from, to].map((at) => Math.min(history.values.length, (at - history.from) / HOUR)) as [number, number];
  let model: TransferModel | undefined;
  for (let now = first; now < last; now += 1) {
    if ((now - first) % (FITTED_FOR / HOUR) === 0) {
      const begin = Math.max(0, now - FITTED_TO / HOUR);
      model = fitTransfer({ from: instant(history.from + begin * HOUR), values: history.values.slice(begin, now + 1), rain: history.rain.slice(begin, now + 1) }, LEADS.length);
    }
    for (const { lead, value, low, high } of (model && forecastTransfer(model, history, now)) ?? []) {
      const came = history.values[now + lead] ?? Number.NaN;
      const pair = pairs[lead - 1];
      if (Number.isNaN(came) || pair === undefined) continue;
      pair.ours.push({ forecast: value, came });
      pair.stays.push({ forecast: history.values[now] ?? Number.NaN, came });
      if (came >= low && came <= high) pair.inside += 1;
    }
  }
  return {
    count: pairs[0]?.ours.length ?? 0,
    ours: pairs.map((pair) => nashSutcliffe(pair.ours)),
    persistence: pairs.map(({ stays }) => nashSutcliffe(stays)),
    inside: pairs.map((pair) => pair.inside / pair.ours.length),
  };
}

describe('our own forecast of the inflow to a Danish treatment plant', () => {
  beforeEach(({ skip }) => skip(inflow === undefined || weather === undefined, DATA_ABSENT));

  it('made as the server makes it, beats persistence at every lead of 1 to 6 h on a later period, with an honest range', () => {
    const rain = points(weather);
    const history = hourlyHistory({ from: rain[0]?.at ?? instant(0), to: rain.at(-1)?.at ?? instant(0) }, points(inflow), rain);
    const later = proved(history, LATER, Infinity);
    for (const [name, proof] of [['chosen on', proved(history, CHOSEN_FROM, LATER)], ['later', later]] as const) {
      console.log(`${name}: NSE at 1 to 6 h: ours ${said(proof.ours)}, persistence ${said(proof.persistence)}; in the range ${said(proof.inside)} of ${proof.count}`);
    }
    // The recordings' own page gives persistence near 0.75, 0.39 and −0.04 at 1, 3 and 6 h.
    expect(Math.abs((later.persistence[0] ?? 0) - 0.75)).toBeLessThan(0.1);
    expect(Math.abs((later.persistence[2] ?? 0) - 0.39)).toBeLessThan(0.1);
    expect(Math.abs((later.persistence[5] ?? 0) + 0.04)).toBeLessThan(0.1);
    expect(later.ours.filter((efficiency, index) => efficiency <= (later.persistence[index] ?? 1))).toEqual([]);
    expect(later.ours[0]).toBeGreaterThan(0.8);
    expect(later.ours[5]).toBeGreaterThan(0.2);
    // Four of five are promised.
    for (const share of later.inside) expect(Math.abs(share - 0.8)).toBeLessThan(0.05);
  }, 120_000);
});

const said = (values: readonly number[]): string => values.map((value) => value.toFixed(2)).join(' ');
