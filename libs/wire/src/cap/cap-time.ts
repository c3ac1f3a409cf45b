import { type Instant, instantFromIso } from '@voldgrav/hydrology';

/** What the standard asks of a time: an offset in figures, -00:00 for UTC; no Z, and no parts of a second (CAP 1.2 §3.3.2). */
const CAP_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d$/;

export const readCapTime = (text: string): Instant | undefined => (CAP_TIME.test(text) ? instantFromIso(text) : undefined);
