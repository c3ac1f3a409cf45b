import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTown, TOWN_FILES, type Town } from '@voldgrav/wire';
import { SAMPLE_TOWN } from './built-program.ts';
import { temporaryFolder } from './built-server.ts';

/** The sample town and its folder, which is gone after the run. */
export interface TownOfGauges {
  readonly town: Town;
  readonly folder: string;
}

/** The sample town with so many rain gauges: copies of its own, each some 100 m beside one and with a say in the same catchments. */
export function townOfGauges(count: number, later: (undo: () => void) => void): TownOfGauges {
  const texts = new Map(TOWN_FILES.map((name) => [name as string, readFileSync(join(SAMPLE_TOWN, name), 'utf8')]));
  const before = parsed(texts);
  const own = before.sensors.filter(({ kind }) => kind === 'rain-gauge');
  const copies = Array.from({ length: count - own.length }, (_, index) => ({ id: `${own[index % own.length]!.id}-${index}`, like: own[index % own.length]!, index }));
  const sensors = copies.map(
    ({ id, like, index }) => `  - id: ${id}
    name: ${id}
    kind: rain-gauge
    quantity: rain_mm
    position: [${(like.position[0] + 0.001 * (1 + (index % 7))).toFixed(5)}, ${(like.position[1] + 0.001 * (index % 5)).toFixed(5)}]
    expected_interval_s: 60
    plausible: [${like.plausible.min}, ${like.plausible.max}]
    organisation: ${like.organisation}
`,
  );
  texts.set('sensors.yaml', `${texts.get('sensors.yaml')}\n${sensors.join('')}`);
  const withCopies = (gauges: string): string => gauges.split(', ').flatMap((gauge) => [gauge, ...copies.filter(({ like }) => like.id === gauge).map(({ id }) => id)]).join(', ');
  texts.set('catchments.yaml', (texts.get('catchments.yaml') ?? '').replaceAll(/gauges: \[(.*)\]/g, (_, gauges: string) => `gauges: [${withCopies(gauges)}]`));
  const town = parsed(texts);
  const folder = join(temporaryFolder(later), 'town');
  mkdirSync(folder);
  for (const [name, text] of texts) writeFileSync(join(folder, name), text);
  return { town, folder };
}

function parsed(texts: ReadonlyMap<string, string>): Town {
  const read = parseTown(texts);
  if (!read.ok) throw new Error(read.faults.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'));
  return read.town;
}
