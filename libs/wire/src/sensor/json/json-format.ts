import { type Format, ofNamedDevice } from '../format.ts';
import { decodeJson } from './decode.ts';

export const jsonFormat: Format = { sender: 'in-topic', topics: ['sensors/+/json'], decoder: ofNamedDevice(decodeJson), remembers: false };
