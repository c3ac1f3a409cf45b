import { instant, MINUTE, shifted } from '@voldgrav/hydrology';
import type { CatchmentAssessment } from '@voldgrav/readiness';
import { demoSoil, demoStorm } from '@voldgrav/storm';
import { TownWatch } from '@voldgrav/pipeline';
import type { Town } from '@voldgrav/wire';
import { beforeAll, describe, expect, it } from 'vitest';
import { sampleTown } from './timeline.ts';

/** What `npm start` shows first: in summer, and in winter, when soil of which nothing is known is taken to be wet. */
describe.each([['August', instant(Date.UTC(2026, 7, 26, 12))], ['November', instant(Date.UTC(2026, 10, 27, 13))]])('the demo as its page opens, in %s', (_, now) => {
  let town: Town;
  let watch: TownWatch;

  beforeAll(async () => {
    town = await sampleTown();
    watch = new TownWatch(town);
    for (const catchment of town.catchments) watch.rememberSoil(catchment.id, demoSoil(catchment, now));
    for (const { at, topic, payload } of demoStorm({ town, seed: 2026, now }).messages()) {
      if (at > now + 50 * MINUTE) break;
      watch.receive({ topic, payload: new TextEncoder().encode(payload), receivedAt: at });
    }
  });

  const readiness = (catchment: string, ...minutes: readonly number[]): readonly CatchmentAssessment[] =>
    watch.catchmentReadinessAt(catchment, minutes.map((minute) => shifted(now, minute * MINUTE))) ?? [];
  const named = (assessment: CatchmentAssessment, code: string) => assessment.reasons.flatMap((reason) => (reason.code === code && 'name' in reason ? [reason.name] : []));

  it('calls no flood of a stream inevitable: were the rain to stop, Møllebro would rise to 1.07 m of 1.30 and Overmarken to 2.84 of 3.40', () => {
    const inevitable = town.catchments.flatMap(({ id }) => readiness(id, 0).flatMap((answer) => named(answer, 'limit-inevitable')));
    expect(inevitable.filter((name) => name.startsWith('Møllebækken'))).toEqual([]);
  });

  it('tells that Møllebro reaches its bank if the rain goes on, no later than it does: after some five minutes', () => {
    const minutes = Array.from({ length: 10 }, (_, index) => index + 1);
    const floods = 1 + readiness('midtbyen', ...minutes).findIndex((answer) => named(answer, 'limit-reached').includes('Møllebækken ved Møllebro'));
    expect(floods).toBeGreaterThan(3);
    expect(floods).toBeLessThan(8);
    for (const catchment of ['midtbyen', 'nordbakken']) {
      const [answer] = readiness(catchment, 0);
      // Midtbyen's pipe is given 1.003 of what it takes in the next minute, though the rain stopped; a minute later it is 1.2.
      expect([answer?.state, answer === undefined ? [] : named(answer, 'limit-inevitable')]).toEqual(catchment === 'midtbyen' ? ['exhausted', ['Hovedledningen i Midtbyen']] : ['strained', []]);
      expect(answer?.timeToLimit?.persist?.earliest, catchment).toBeLessThanOrEqual(floods);
    }
  });

  it('has Vestbyen exhausted, and Overmarken not: it never reaches its bank', () => {
    expect(readiness('vestbyen', 0)[0]?.state).toBe('exhausted');
    const overmarken = readiness('overmarken', 0, 10, 20, 30, 40, 50);
    expect(overmarken[0]?.state).not.toBe('exhausted');
    expect(overmarken.flatMap((answer) => named(answer, 'limit-reached'))).toEqual([]);
  });
});
