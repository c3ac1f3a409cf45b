/** Bytes and a topic that no honest sensor would send. */
export interface BadMessage {
  readonly topic: string;
  readonly payload: Buffer;
}

const SENSORS = ['r-01', 'r-12', 'l-aadalen', 'ukendt', 'Ø-måler', ' '];
const FORMATS = ['json', 'json', 'json', 'json', 'senml', 'JSON', ''];
const SCRAPS = ['{', '}', '[', ']', '"', ':', ',', 'null', 'true', '1e999', '-0', '\\u0000', '\\ud800', '{"time":', '"rain_mm":', '"level_m":', '1.5', '"NaN"', '9'.repeat(40), ' ', '\n', '💧', '__proto__', '"constructor":', '[[[['];

/** Message number of a seeded series: noise, cut and mended JSON, wrong kinds, absurd times and numbers, and now and then an honest one. */
export function badMessage(random: () => number): BadMessage {
  const pick = <Thing>(things: readonly Thing[]): Thing => things[Math.floor(random() * things.length)] as Thing;
  const scraps = (most: number): string => Array.from({ length: Math.floor(random() * most) }, () => pick(SCRAPS)).join('');
  const honest = JSON.stringify({ time: new Date(1_795_500_000_000 + Math.floor(random() * 1e9)).toISOString(), rain_mm: 0.2 });
  const payloads: readonly (() => Buffer)[] = [
    () => Buffer.alloc(0),
    () => Buffer.from(Array.from({ length: Math.floor(random() * 64) }, () => Math.floor(random() * 256))),
    () => Buffer.from(scraps(12)),
    () => Buffer.from(honest.slice(0, Math.floor(random() * honest.length))),
    () => Buffer.from(honest.replace(/[\d.]+/, scraps(3))),
    () => Buffer.from(JSON.stringify({ time: pick([0, -1, 1e308, '', 'i går', null, true, [], {}, 8.64e15, 1e11 - 1]), level_m: pick([1, '1', null, [], {}, 1e308, -1e308, true]) })),
    () => Buffer.from(JSON.stringify(Array.from({ length: Math.floor(random() * 20) }, () => pick([1, null, [], {}, { rain_mm: 0.2 }, { __proto__: 1 }, { level_m: 9 }])))),
    () => Buffer.from(honest),
  ];
  return { topic: `sensors/${pick(SENSORS)}/${pick(FORMATS)}`, payload: pick(payloads)() };
}
