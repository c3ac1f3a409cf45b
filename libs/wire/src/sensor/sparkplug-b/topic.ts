/** A topic of Sparkplug B, taken apart (Sparkplug 3.0 §4.1). */
export interface SparkplugTopic {
  readonly group: string;
  readonly kind: string;
  readonly edgeNode: string;
  /** Undefined for what an edge node says of itself. */
  readonly device: string | undefined;
}

const NAMESPACE = 'spBv1.0';

/** Undefined for a topic that is none of Sparkplug's. */
export function sparkplugTopic(topic: string): SparkplugTopic | undefined {
  const [namespace, group, kind, edgeNode, device, ...rest] = topic.split('/');
  if (namespace !== NAMESPACE || group === undefined || kind === undefined || edgeNode === undefined || rest.length > 0) return undefined;
  return { group, kind, edgeNode, device };
}
