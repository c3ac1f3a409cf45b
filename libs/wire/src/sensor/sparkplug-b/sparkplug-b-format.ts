import type { Decoder, Format } from '../format.ts';
import { NO_BIRTHS, type SparkplugState } from './births.ts';
import { decodeSparkplug } from './decode.ts';

const remembering = (state: SparkplugState): Decoder => ({
  decode: (message, { lookUp }) => {
    const { state: next, decoded } = decodeSparkplug(state, message, lookUp);
    return { decoded, next: remembering(next) };
  },
});

export const sparkplugBFormat: Format = { sender: 'in-payload', topics: ['spBv1.0/#'], decoder: remembering(NO_BIRTHS), remembers: true };
