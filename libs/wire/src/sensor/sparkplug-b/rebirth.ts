import type { Instant } from '@voldgrav/hydrology';
import type { DeviceSource } from '../device-source.ts';
import { encodeSparkplug } from './encode.ts';
import { sparkplugTopic } from './topic.ts';

/** What we would not have missed, had we heard the births that the message refers to. */
const REASONS: readonly string[] = ['sequence-gap', 'no-birth'];

/** The edge node, as `group/edge node`, that must say its births again because of this fault; undefined for any other fault. */
export function edgeNodeToAsk({ topic, reason }: { readonly topic: string; readonly reason: string }): string | undefined {
  const parts = REASONS.includes(reason) ? sparkplugTopic(topic) : undefined;
  return parts && `${parts.group}/${parts.edgeNode}`;
}

/** The edge nodes of a town's devices. Others on the same broker are somebody else's, and nothing is asked of them. */
export function edgeNodesOf(devices: readonly Pick<DeviceSource, 'id'>[]): ReadonlySet<string> {
  return new Set(devices.flatMap(({ id }) => {
    const [group, edgeNode] = id.split('/');
    return edgeNode === undefined ? [] : [`${group}/${edgeNode}`];
  }));
}

/**
 * The command by which an edge node says all its births again (Sparkplug 3.0, tck-id-operational-behavior-data-commands-rebirth):
 * with a time and without a number, to be sent at QoS 0 and not retained (tck-id-payloads-ncmd).
 */
export function rebirthRequest(edgeNode: string, at: Instant): { readonly topic: string; readonly payload: Uint8Array } {
  const [group, name] = edgeNode.split('/');
  return {
    topic: `spBv1.0/${group}/NCMD/${name}`,
    payload: encodeSparkplug({ timestamp: at, metrics: [{ name: 'Node Control/Rebirth', type: 'boolean', value: true }] }),
  };
}
