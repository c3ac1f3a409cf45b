import { expect, it } from 'vitest';
import { ownTopics } from './own-topics.ts';

it("a sensor's own topics are its own branch and the sources that name it", () => {
  expect(ownTopics('l-1', [
    { topic: 'sensors/+/json', format: 'json' },
    { topic: 'havn/+/niveau', format: 'json' },
    { topic: 'application/+/device/+/event/up', format: 'chirpstack' },
    { topic: 'spBv1.0/#', format: 'sparkplug-b' },
  ])).toEqual(['sensors/l-1/#', 'havn/l-1/niveau']);
});
