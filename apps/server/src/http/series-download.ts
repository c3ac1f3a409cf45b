import { HOUR, SECOND } from '@voldgrav/hydrology';
import { chartSeries, type ObservationArchive, observationsIn, piecesOf } from '@voldgrav/pipeline';
import { bucketHeads, bucketLine, type CsvDialect, rawHeads, rawLine } from '@voldgrav/wire';
import type { ChartQuestion } from './chart-question.ts';

const RAW_PIECE = 6 * HOUR;
const BUCKETS_AT_ONCE = 5_000;

/** A download as CSV, series after series, a piece at a time: a year of it needs no more memory than a day. */
export async function* seriesDownload(archive: ObservationArchive, { series, window, resolution }: ChartQuestion, dialect: CsvDialect): AsyncGenerator<string> {
  yield resolution === 'raw' ? rawHeads(dialect) : bucketHeads(dialect);
  for (const each of series) {
    if (resolution === 'raw') {
      for await (const observations of observationsIn(archive, each, window, RAW_PIECE)) yield observations.map((observation) => rawLine(dialect, observation)).join('');
      continue;
    }
    const expected = resolution / each.interval;
    // Pieces end where buckets do, so that none is told twice.
    for (const piece of piecesOf(window, BUCKETS_AT_ONCE * resolution * SECOND)) {
      const [rollups = []] = await chartSeries(archive, [each], piece, resolution);
      yield rollups.map((rollup) => bucketLine(dialect, each, rollup, expected)).join('');
    }
  }
}
