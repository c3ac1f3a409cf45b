import { type Format, withoutMemory } from '../format.ts';
import { decodeChirpstack } from './decode.ts';

export const chirpstackFormat: Format = { sender: 'in-payload', topics: ['application/+/device/+/event/up'], decoder: withoutMemory(decodeChirpstack), remembers: false };
