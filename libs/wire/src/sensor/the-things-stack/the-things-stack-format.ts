import { type Format, withoutMemory } from '../format.ts';
import { decodeTheThingsStack } from './decode.ts';

export const theThingsStackFormat: Format = { sender: 'in-payload', topics: ['v3/+/devices/+/up'], decoder: withoutMemory(decodeTheThingsStack), remembers: false };
