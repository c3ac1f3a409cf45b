import type { Fault } from '../decoded.ts';
import { birthOf, type EdgeNode, NOTHING_KNOWN } from './births.ts';
import { metricValue } from './metric-value.ts';
import type { SparkplugPayload } from './payload.ts';
import type { SparkplugTopic } from './topic.ts';

/** An edge node after a message, and what the message's number says about those before it. */
export interface Lived {
  /** Undefined once it is dead: its aliases mean nothing any more. */
  readonly node: EdgeNode | undefined;
  readonly gap: Fault | undefined;
}

const SEQ_VALUES = 256;

/**
 * How births, deaths and data move what is known of an edge node. A gap is told and the values after it are read all the
 * same, by the last birth heard: a message that was lost takes its values with it, not those that follow. Names change
 * only with a birth, and an edge node that lived through a new one has died before, which the broker tells.
 */
export function lived(before: EdgeNode | undefined, { kind, device }: SparkplugTopic, payload: SparkplugPayload): Lived {
  const known = before ?? NOTHING_KNOWN;
  switch (kind) {
    case 'NBIRTH':
      return { node: { bdSeq: bdSeqOf(payload), seq: payload.seq, births: new Map([['', birthOf(payload.metrics)]]) }, gap: undefined };
    case 'NDEATH': {
      // A broker may deliver the last will of an older life after the next has begun.
      const ended = bdSeqOf(payload);
      const isOlder = ended !== undefined && known.bdSeq !== undefined && ended !== known.bdSeq;
      return { node: isOlder ? before : undefined, gap: undefined };
    }
    case 'DBIRTH':
      return counted({ ...known, births: new Map(known.births).set(device ?? '', birthOf(payload.metrics)) }, payload.seq);
    case 'DDEATH': {
      const births = new Map(known.births);
      births.delete(device ?? '');
      return counted({ ...known, births }, payload.seq);
    }
    default:
      return counted(known, payload.seq);
  }
}

function counted(node: EdgeNode, seq: number): Lived {
  const expected = node.seq === undefined ? seq : (node.seq + 1) % SEQ_VALUES;
  const again = node.seq === seq;
  const gap: Fault | undefined = seq === expected || again ? undefined : { reason: 'sequence-gap', detail: `number ${seq}, expected ${expected}` };
  return { node: { ...node, seq }, gap };
}

const bdSeqOf = ({ metrics }: SparkplugPayload): number | undefined => {
  const metric = metrics.find(({ name }) => name === 'bdSeq');
  const value = metric && metricValue(metric, metric.datatype);
  return typeof value === 'number' ? value : undefined;
};
