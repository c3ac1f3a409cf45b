import { expect, it } from 'vitest';
import { AcknowledgedPublisher } from './acknowledged-publisher.ts';
import { report } from './fault-report.ts';
import { scratch } from './scratch.ts';
import { startServer } from './server-process.ts';
import { expectSameSet, storedObservations, untilStored } from './stored-observations.ts';

const HOUR_MS = 3_600_000;
const [GOOD, FAIL] = [1, 4];

/** The server's clock is set by its own setting CLOCK between two lives; a jump within one life is `clock-jump.spec.ts` beside the code. */
it('a clock that jumps two hours forward and three back between lives costs no message: what then seems to come from the future is kept and flagged', async () => {
  const began = performance.now();
  const place = await scratch('clock');
  const from = Math.floor(Date.now() / 1_000) * 1_000 - 60_000;
  const sensors = new AcknowledgedPublisher({ url: place.mqttUrl, from });
  const phases: { readonly keys: readonly string[]; readonly flag: number }[] = [];
  for (const [hours, flag] of [[0, GOOD], [2, GOOD], [-1, FAIL], [0, GOOD]] as const) {
    const clock = new Date(Date.now() + hours * HOUR_MS).toISOString();
    const server = await startServer({ ...place, environment: hours === 0 ? {} : { CLOCK: `${clock}@1` } });
    const before = new Set(sensors.published.keys());
    sensors.sendNext(260);
    await sensors.untilAllAcknowledged();
    phases.push({ keys: [...sensors.published.keys()].filter((key) => !before.has(key)), flag });
    await untilStored(server, place.dataDir, sensors.acknowledged);
    await server.kill();
  }
  await sensors.close();
  const audit = expectSameSet(place.dataDir, sensors);
  const { flags } = storedObservations(place.dataDir);
  for (const { keys, flag } of phases) expect(new Set(keys.map((key) => flags.get(key)))).toEqual(new Set([flag]));
  const note = 'set by the setting CLOCK at a restart, +2 h, then −1 h; within a life see clock-jump.spec.ts';
  report({ fault: 'clock jumps', rounds: 3, began, audit, note });
  place.discard();
}, 120_000);
