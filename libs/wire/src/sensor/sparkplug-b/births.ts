import type { SparkplugMetric } from './metric.ts';

/** What a birth said of one metric: the name that later messages shorten to its alias, and its data type. */
export interface BornMetric {
  readonly name: string;
  readonly datatype: number | undefined;
}

/** The metrics of one birth, by name and by alias. */
export interface Birth {
  readonly byName: ReadonlyMap<string, BornMetric>;
  readonly byAlias: ReadonlyMap<number, BornMetric>;
}

/** What is known of an edge node since its birth. */
export interface EdgeNode {
  /** Which of its lives this is: a death certificate names the life it ends. Undefined when the birth did not say. */
  readonly bdSeq: number | undefined;
  /** The last sequence number heard; undefined before the first. */
  readonly seq: number | undefined;
  /** Births by device; the node's own under the empty name, undefined when we came too late for it. */
  readonly births: ReadonlyMap<string, Birth>;
}

/** What must be remembered to read Sparkplug: edge nodes by `group/edge node`. */
export type SparkplugState = ReadonlyMap<string, EdgeNode>;

export const NO_BIRTHS: SparkplugState = new Map();
export const NOTHING_KNOWN: EdgeNode = { bdSeq: undefined, seq: undefined, births: new Map() };

/** The names and aliases that a birth gives out. */
export function birthOf(metrics: readonly SparkplugMetric[]): Birth {
  const byName = new Map<string, BornMetric>();
  const byAlias = new Map<number, BornMetric>();
  for (const { name, alias, datatype } of metrics) {
    if (name === undefined || name === '') continue;
    const born = { name, datatype };
    byName.set(name, born);
    if (alias !== undefined) byAlias.set(alias, born);
  }
  return { byName, byAlias };
}

/** The metric's name and data type, by its birth where it says less itself; undefined for an alias that no birth gave out. */
export function bornAs({ name, alias, datatype }: SparkplugMetric, birth: Birth | undefined): BornMetric | undefined {
  if (name !== undefined && name !== '') return { name, datatype: datatype ?? birth?.byName.get(name)?.datatype };
  const born = alias === undefined ? undefined : birth?.byAlias.get(alias);
  return born && { name: born.name, datatype: datatype ?? born.datatype };
}
