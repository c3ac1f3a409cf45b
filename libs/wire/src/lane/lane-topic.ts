/** Where everything lies that is not live. */
const LANES = 'lane';
const CLOCK = 'clock';

/** Small letters, digits and hyphens: a lane's name is a level of a topic and a folder's name. "live" is no such lane. */
export const isLaneName = (name: string): boolean => /^[a-z0-9-]{1,40}$/.test(name) && name !== 'live';

/** A topic as it is called in a lane (contract.md §3): `lane/<id>/sensors/…`. */
export const laneTopic = (lane: string, topic: string): string => `${LANES}/${lane}/${topic}`;

/** Where a lane says, retained, what time it is in it. */
export const laneClockTopic = (lane: string): string => laneTopic(lane, CLOCK);

/** Whether a topic lies in a lane, and so is none of live's business. */
export const isInLane = (topic: string): boolean => topic === LANES || topic.startsWith(`${LANES}/`);

/** A lane's topic without the lane; undefined for what lies elsewhere. */
export function topicInLane(lane: string, topic: string): string | undefined {
  const head = `${LANES}/${lane}/`;
  return topic.startsWith(head) && topic.length > head.length ? topic.slice(head.length) : undefined;
}
