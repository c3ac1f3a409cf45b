import { type Format, ofNamedDevice } from '../format.ts';
import { decodeSenml } from './decode.ts';

export const senmlFormat: Format = { sender: 'in-topic', topics: ['sensors/+/senml'], decoder: ofNamedDevice(decodeSenml), remembers: false };
