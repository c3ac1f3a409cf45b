import { isoOf } from '@voldgrav/hydrology';
import type { CheckName } from '@voldgrav/quality';
import type { Comparison } from './rain-faults.ts';
import type { Doubt } from './sea-level.ts';

/** All that quality.json holds. */
export interface QualityReport {
  readonly rain: readonly Comparison[];
  readonly found: readonly { readonly check: CheckName; readonly values: number; readonly gauges: number }[];
  readonly levels: readonly { readonly station: string; readonly values: number; readonly doubts: readonly Doubt[] }[];
}

const KINDS = { FZ: 'faulty zero', HI: 'high influx' } as const;

/** The report as a page for an engineer, with what the figures can and cannot prove. */
export const qualityPage = ({ rain, found, levels }: QualityReport): string =>
  [
    '# May we believe it? The checks on real recordings',
    '',
    'Written by `node tests/contracts/run-typescript.mjs tests/quality/write-report.ts`.',
    '',
    '## Rain: 134 gauges around Amsterdam, August 2016, every five minutes',
    '',
    'Only intervals in which the gauge said something are counted. All thresholds are as published (de Vos et al. 2019: neighbours within',
    '10 km, at least 5; half an hour; 0.4 and 10 mm) or from `domain.md` §3.4; none was fitted to these labels. The labels were made by the',
    'same published method over a longer record, so `faulty-zero` and `high-influx` are shown to be that method, not to be right about',
    'the gauges. What is missed is mostly faulty already when the record begins. All labelled high influx is at one gauge, ams105.',
    '',
    'The readings go through the engine itself, as they would live: each is judged as it comes, and every five minutes a gauge is compared',
    'with the thirty nearest of those within 10 km (the paper takes all of them, and so do the labels). What is said last of a value counts.',
    '',
    '| labelled | found by | among | labelled values | found | both | recall | precision |',
    '|---|---|---|--:|--:|--:|--:|--:|',
    ...rain.map((row) => `| ${KINDS[row.kind]} | ${row.check} | ${row.among} | ${row.labelled} | ${row.found} | ${row.both} | ${row.recall.toFixed(3)} | ${row.precision.toFixed(3)} |`),
    '',
    'The live rule `neighbours` asks for 5 mm in an hour around a dry gauge, or 15 mm at one among dry ones: it speaks when it matters, and so',
    'finds few of the labelled intervals. Both of its findings are in each of its rows, so its precision per kind counts the other kind as',
    'wrong. `exceedance` fails what cannot be rain, labelled or not.',
    '',
    '| check | values found | at gauges |',
    '|---|--:|--:|',
    ...found.map(({ check, values, gauges }) => `| ${check} | ${values} | ${gauges} |`),
    '',
    '## Water level: raw sea level in the Sound, 2014–2019',
    '',
    'With the usual limits of `level_m`. Every value that was doubted, of all that there are:',
    '',
    '| station | values | at | m | against it |',
    '|---|--:|---|--:|---|',
    ...levels.flatMap(({ station, values, doubts }) =>
      doubts.length === 0
        ? [`| ${station} | ${values} | none | | |`]
        : doubts.map(({ at, value, against }) => `| ${station} | ${values} | ${isoOf(at)} | ${value} | ${against.map(({ check, flag, detail }) => `${check} (${flag}): ${detail}`).join('; ')} |`),
    ),
    '',
  ].join('\n');
