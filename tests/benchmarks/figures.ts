import type { Figure } from './figure.ts';
import { chartQuery } from './figures/chart-query.ts';
import { decodeQuality } from './figures/decode-quality.ts';
import { firstLoad } from './figures/first-load.ts';
import { generator } from './figures/generator.ts';
import { intakeDrain } from './figures/intake-drain.ts';
import { intakeLatency } from './figures/intake-latency.ts';
import { intakeRate } from './figures/intake-rate.ts';
import { intakeScale } from './figures/intake-scale.ts';
import { memoryAfterHours } from './figures/memory-after-hours.ts';
import { memoryOf10000 } from './figures/memory-of-10000.ts';
import { memoryOfADay } from './figures/memory-of-a-day.ts';
import { publishToFrame } from './figures/publish-to-frame.ts';
import { rain } from './figures/rain.ts';
import { readinessTick } from './figures/readiness-tick.ts';
import { replay } from './figures/replay.ts';
import { serverMemory } from './figures/server-memory.ts';
import { storeEmbedded } from './figures/store-embedded.ts';
import { storeRate } from './figures/store-rate.ts';
import { startToPage } from './figures/start-to-page.ts';

/** In the order of the report. */
export const FIGURES: readonly Figure[] = [startToPage, firstLoad, publishToFrame, serverMemory, generator, intakeRate, intakeLatency, intakeDrain, intakeScale, memoryOf10000, memoryAfterHours, memoryOfADay, rain, readinessTick, replay, decodeQuality, storeEmbedded, storeRate, chartQuery];
