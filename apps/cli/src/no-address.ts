import { withoutPassword } from './without-password.ts';

/** Why what was given as a broker cannot be one. */
export const noAddress = (url: string): string => `--mqtt is ${withoutPassword(url)}, which is no address of a broker; it has the form mqtt://host:1883 or mqtts://host:8883.`;
