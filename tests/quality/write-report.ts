import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { amsterdam } from './amsterdam.ts';
import { comparisons, rainFaults } from './rain-faults.ts';
import { qualityPage, type QualityReport } from './quality-report.ts';
import { doubts, seaLevel, STATIONS } from './sea-level.ts';

// `node tests/contracts/run-typescript.mjs tests/quality/write-report.ts`: how well the checks find what is wrong with real
// recordings, as a page and as JSON beside the benchmarks. Nothing in it is a time, so that it is the same on every machine.
const FOLDER = fileURLToPath(new URL('../benchmarks/report/', import.meta.url));

const data = amsterdam();
const levels = STATIONS.flatMap((station) => {
  const series = seaLevel(station);
  return series === undefined ? [] : [{ station: station.name, values: series.length, doubts: doubts(series, station) }];
});
if (data === undefined || levels.length < STATIONS.length) throw new Error('The recordings are not there; set VOLDGRAV_SHARED to the folder that holds data/.');

const found = rainFaults(data);
const report: QualityReport = {
  rain: comparisons(data, found),
  found: [...found].map(([check, places]) => ({ check, values: places.length, gauges: new Set(places.map(({ gauge }) => data.gauges[gauge])).size })),
  levels,
};
mkdirSync(FOLDER, { recursive: true });
writeFileSync(`${FOLDER}quality.json`, `${JSON.stringify(report, null, 2)}\n`);
writeFileSync(`${FOLDER}quality.md`, qualityPage(report));
