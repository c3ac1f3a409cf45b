import { instant, type Instant, SECOND, shifted } from '@voldgrav/hydrology';
import { readTown } from '@voldgrav/installation';
import { Hearing } from '@voldgrav/pipeline';
import type { SensorMessage } from '@voldgrav/reading';
import { chirpstackTopic, encodeChirpstack, encodeTbrg, readerFor, type Town } from '@voldgrav/wire';
import { asFleet, fleetPayload } from '@voldgrav/fleet';
import type { Figure } from '../figure.ts';
import { SAMPLE_TOWN } from '../parts/built-program.ts';

const BEGIN = instant(Date.UTC(2026, 7, 26));
const EVERY = 30 * SECOND;
const CLOCK = 10 * SECOND;
/** So long a past every series has before the clock runs: windows are as full as they get, and all is compiled. */
const WARM_HOURS = 14;

export const decodeQuality: Figure = {
  name: 'decode-quality',
  title: 'Decode and quality, per message',
  meaning: `What the live path does to a message between the journal and the store: read, decoded, judged alone, in its series and, by the clock's entries, beside its
neighbours. Processor time of this process, its collector's included; the sample town,
fourteen hours of past in every series. JSON: our own, 200 bytes, every sensor each 30 s. Still: the
same from levels that have not moved for all that time, the dearest case of the flat-line check. ChirpStack: v4 JSON around the bytes of a tipping bucket, through its codec,
every gauge each 30 s.`,
  measures: [
    { name: 'JSON', unit: 'µs/msg', goal: { atMost: 15 } },
    { name: 'JSON, levels that stand still', unit: 'µs/msg', goal: { atMost: 15 } },
    { name: 'ChirpStack with codec', unit: 'µs/msg', goal: { atMost: 40 } },
  ],
  runs: { full: 5, quick: 2 },
  async run({ quick }) {
    const town = await sampleTown();
    const rounds = quick ? 1_000 : 4_000;
    return {
      JSON: perMessage(town, rounds, (round) => jsonRound(town, round, () => ((round * 7_919) % 997) / 997)),
      'JSON, levels that stand still': perMessage(town, rounds, (round) => jsonRound(town, round, () => 0.5, BEGIN)),
      'ChirpStack with codec': perMessage(behindChirpstack(town), rounds, (round) => chirpstackRound(town, round)),
    };
  },
};

async function sampleTown(): Promise<Town> {
  const read = await readTown(SAMPLE_TOWN);
  if (!read.ok) throw new Error('the sample town is faulty');
  return read.town;
}

const timeOf = (round: number): Instant => shifted(BEGIN, round * EVERY);

/** Every sensor says something. `valueAt` is when its water stands as it says: always the same makes it stand still. */
function jsonRound(town: Town, round: number, dice: () => number, valueAt?: Instant): readonly SensorMessage[] {
  const at = timeOf(round);
  return asFleet(town.sensors).map((sensor) => {
    const said = fleetPayload(sensor, valueAt ?? at, dice);
    const payload = valueAt === undefined ? said : said.replace(new Date(valueAt).toISOString(), new Date(at).toISOString());
    return { topic: `sensors/${sensor.id}/json`, payload: new TextEncoder().encode(payload), receivedAt: shifted(at, SECOND) };
  });
}

const gaugesOf = (town: Town) => town.sensors.filter(({ kind }) => kind === 'rain-gauge');
const euiOf = (index: number): string => `70b3d57ba00002${String(index).padStart(2, '0')}`;

/** The town with every rain gauge a tipping bucket of Decentlab in a ChirpStack. */
const behindChirpstack = (town: Town): Town => ({
  ...town,
  devices: gaugesOf(town).map(({ id }, index) => ({ id: euiOf(index), sensor: id, codec: 'decentlab-tbrg', settings: { resolution_mm: 0.1 } })),
});

function chirpstackRound(town: Town, round: number): readonly SensorMessage[] {
  const time = timeOf(round);
  return gaugesOf(town).map(({ name }, index) => {
    const uplink = { devEui: euiOf(index), deviceName: name, applicationId: '7', time, frameCount: round, port: 1, gateways: 3 };
    const bytes = encodeTbrg({ deviceId: 760, interval: { tips: (round + index) % 3, seconds: 30, allTips: round }, batteryV: 3.1 });
    const payload = encodeChirpstack({ ...uplink, bytes });
    return { topic: chirpstackTopic(uplink), payload: typeof payload === 'string' ? new TextEncoder().encode(payload) : payload, receivedAt: shifted(time, SECOND) };
  });
}

/** Messages are made before the clock runs, a hundred rounds at a time. */
function perMessage(town: Town, rounds: number, roundOf: (round: number) => readonly SensorMessage[]): number {
  const hearing = new Hearing(town.sensors, readerFor(town));
  const warm = (WARM_HOURS * 3_600 * SECOND) / EVERY;
  let spent = 0;
  let messages = 0;
  let heard = 0;
  for (let first = 0; first < warm + rounds; first += 100) {
    const batch = Array.from({ length: 100 }, (_, index) => roundOf(first + index));
    const before = process.cpuUsage();
    batch.forEach((round, index) => {
      for (const message of round) heard += hearing.hear(message).observations.length;
      for (let tick = 0; tick < EVERY; tick += CLOCK) heard += hearing.settle(shifted(timeOf(first + index), tick)).length;
    });
    if (first < warm) continue;
    const { user, system } = process.cpuUsage(before);
    spent += user + system;
    messages += batch.reduce((sum, round) => sum + round.length, 0);
  }
  if (heard === 0) throw new Error('Nothing was heard.');
  return spent / messages;
}
