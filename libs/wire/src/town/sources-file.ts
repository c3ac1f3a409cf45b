import { z } from 'zod';

const TOPIC = 'a topic with exactly one "+" level, which stands for the sensor id';

const isTopic = (topic: string): boolean => topic.split('/').filter((level) => level === '+').length === 1
  && topic.split('/').every((level) => level === '+' || /^[^+#]+$/.test(level));

/** sources.yaml: which topics carry which format. */
export const sourcesFile = z.strictObject({
  sources: z
    .array(z.strictObject({ topic: z.string(TOPIC).refine(isTopic, TOPIC), format: z.enum(['json']) }))
    .min(1),
});
