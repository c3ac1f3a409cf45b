import { Readable } from 'node:stream';
import { Controller, Get, Headers, Inject, Param, Query, Res } from '@nestjs/common';
import { HOUR, type Instant, isoOf, type Seconds } from '@voldgrav/hydrology';
import { chartSeries, observationsIn } from '@voldgrav/pipeline';
import type { Observation } from '@voldgrav/quality';
import { type ChartSeriesAnswer, danishCsv, MACHINE_CSV, type ManyObservationsAnswer, type ObservationsAnswer, type RawObservationsAnswer, toBucket } from '@voldgrav/wire';
import type { FastifyReply } from 'fastify';
import type { House } from '../house.ts';
import { HOUSE } from '../tokens.ts';
import { type AskedSeries, type ChartQuery, chartQuestion, type ChartQuestion, seriesIn, seriesOf } from './chart-question.ts';
import { badRequest, Problem } from './problem.ts';
import { seriesDownload } from './series-download.ts';

const STORE_PATIENCE_MS = 1_000;
const RAW_PIECE = 6 * HOUR;
/** Observations in one JSON answer; the next one goes on from there. */
const RAW_PAGE = 10_000;

/** History: what the store has, drawn or downloaded. */
@Controller('api/v1')
export class ObservationsController {
  private readonly house: House;

  constructor(@Inject(HOUSE) house: House) {
    this.house = house;
  }

  /** One chart series in buckets on a grid that all series share; failed values stay out and leave their gap. */
  @Get('sensors/:id/observations')
  async one(@Param('id') id: string, @Query() query: ChartQuery & { quantity?: string }, @Headers('accept') accept: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    const series = seriesOf(this.house.index, id, query.quantity);
    await this.answer(chartQuestion([series], query, accept, this.house.clock.now()), reply, ([only], question): ObservationsAnswer => ({ ...(only as ChartSeriesAnswer), ...spanAnswer(question) }));
  }

  /** Several of them in one call, on one grid. */
  @Get('observations')
  async many(@Query() query: ChartQuery & { series?: string }, @Headers('accept') accept: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    const question = chartQuestion(seriesIn(query.series, this.house.index), query, accept, this.house.clock.now());
    if (question.resolution === 'raw' && question.format === 'json') throw badRequest('resolution raw is for one sensor at a time, or for CSV.');
    await this.answer(question, reply, (series, asked): ManyObservationsAnswer => ({ ...spanAnswer(asked), series }));
  }

  private async answer(question: ChartQuestion, reply: FastifyReply, shape: (series: readonly ChartSeriesAnswer[], question: BucketQuestion) => object): Promise<void> {
    // What the live feed has said already is to be in the history too.
    await this.house.writer.caughtUp(STORE_PATIENCE_MS);
    try {
      if (question.format !== 'json') await this.download(question, reply);
      else if (question.resolution === 'raw') await reply.send(await this.raw(question));
      else await reply.send(shape(await this.buckets(question as BucketQuestion), question as BucketQuestion));
    } catch (cause) {
      console.error(`History could not be read: ${cause instanceof Error ? cause.message : String(cause)}`);
      throw new Problem(503, 'Store not available', 'The observation store does not answer; the live view goes on without it.', 'store-down');
    }
  }

  private async buckets({ series, window, resolution }: BucketQuestion): Promise<readonly ChartSeriesAnswer[]> {
    const charts = await chartSeries(this.house.archive, series, window, resolution);
    return series.map(({ sensor, quantity, interval }, index) => ({
      sensor,
      quantity,
      buckets: (charts[index] ?? []).map((rollup) => toBucket(rollup, quantity, resolution / interval)),
    }));
  }

  private async raw({ series, window }: ChartQuestion): Promise<RawObservationsAnswer> {
    const { sensor, quantity } = series[0] as AskedSeries;
    const found: Observation[] = [];
    for await (const some of observationsIn(this.house.archive, { sensor, quantity }, window, RAW_PIECE)) {
      found.push(...some.slice(0, RAW_PAGE + 1 - found.length));
      if (found.length > RAW_PAGE) break;
    }
    const page = found.slice(0, RAW_PAGE);
    const last: Instant | undefined = found.length > RAW_PAGE ? page.at(-1)?.phenomenonTime : undefined;
    return { sensor, quantity, from: isoOf(window.after), to: isoOf(window.until), observations: page.map(rawAnswer), next: last === undefined ? null : isoOf(last) };
  }

  /** The first piece is made before anything is sent, so that a store that is down is a 503 and not half a file. */
  private async download(question: ChartQuestion, reply: FastifyReply): Promise<void> {
    const { archive, town } = this.house;
    const dialect = question.format === 'csv-da' ? danishCsv(town.timeZone) : MACHINE_CSV;
    const pieces = seriesDownload(archive, question, dialect);
    const [heads, first] = [await pieces.next(), await pieces.next()];
    await reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="voldgrav.csv"')
      .send(Readable.from(resumed([heads, first], pieces)));
  }
}

interface BucketQuestion extends ChartQuestion {
  readonly resolution: Seconds;
}

const spanAnswer = ({ window, resolution }: BucketQuestion) => ({ resolutionS: resolution, from: isoOf(window.after), to: isoOf(window.until) });

const rawAnswer = ({ phenomenonTime, value, flag, checks, revision }: Observation): RawObservationsAnswer['observations'][number] => ({
  t: isoOf(phenomenonTime),
  value,
  flag,
  ...(checks.length === 0 ? {} : { checks: checks.map(({ check }) => check) }),
  ...(revision === undefined ? {} : { revision }),
});

async function* resumed(had: readonly IteratorResult<string, void>[], rest: AsyncGenerator<string>): AsyncGenerator<string> {
  for (const { value } of had) if (typeof value === 'string') yield value;
  yield* rest;
}
