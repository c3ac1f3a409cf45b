import { CAP_CATEGORY, CAP_CERTAINTY, CAP_MESSAGE_TYPE, CAP_RESPONSE_TYPE, CAP_SCOPE, CAP_SEVERITY, CAP_STATUS, CAP_URGENCY } from './cap-alert.ts';

/** What may stand in an element. 'text' may be empty, 'words' may not. */
export type CapContent =
  | 'text' | 'words' | 'time' | 'language' | 'whole-number' | 'number'
  | { readonly oneOf: readonly string[] }
  | { readonly parts: readonly CapPart[] };

export interface CapPart {
  readonly name: string;
  readonly needed: boolean;
  readonly many: boolean;
  readonly holds: CapContent;
}

const one = (name: string, holds: CapContent): CapPart => ({ name, needed: true, many: false, holds });
const some = (name: string, holds: CapContent): CapPart => ({ name, needed: true, many: true, holds });
const perhaps = (name: string, holds: CapContent = 'text'): CapPart => ({ name, needed: false, many: false, holds });
const any = (name: string, holds: CapContent = 'text'): CapPart => ({ name, needed: false, many: true, holds });

const NAMED_VALUE: CapContent = { parts: [one('valueName', 'words'), one('value', 'text')] };

const RESOURCE: CapContent = {
  parts: [one('resourceDesc', 'words'), one('mimeType', 'words'), perhaps('size', 'whole-number'), perhaps('uri'), perhaps('derefUri'), perhaps('digest')],
};

const AREA: CapContent = {
  parts: [one('areaDesc', 'words'), any('polygon'), any('circle'), any('geocode', NAMED_VALUE), perhaps('altitude', 'number'), perhaps('ceiling', 'number')],
};

const INFO: CapContent = {
  parts: [
    perhaps('language', 'language'),
    some('category', { oneOf: CAP_CATEGORY }),
    one('event', 'words'),
    any('responseType', { oneOf: CAP_RESPONSE_TYPE }),
    one('urgency', { oneOf: CAP_URGENCY }),
    one('severity', { oneOf: CAP_SEVERITY }),
    one('certainty', { oneOf: CAP_CERTAINTY }),
    perhaps('audience'),
    any('eventCode', NAMED_VALUE),
    perhaps('effective', 'time'),
    perhaps('onset', 'time'),
    perhaps('expires', 'time'),
    perhaps('senderName'),
    perhaps('headline'),
    perhaps('description'),
    perhaps('instruction'),
    perhaps('web'),
    perhaps('contact'),
    any('parameter', NAMED_VALUE),
    any('resource', RESOURCE),
    any('area', AREA),
  ],
};

/** What stands in an alert, in this order (CAP 1.2 §3.2; the schema's sequences). A signature may follow. */
export const ALERT: { readonly parts: readonly CapPart[] } = {
  parts: [
    one('identifier', 'words'),
    one('sender', 'words'),
    one('sent', 'time'),
    one('status', { oneOf: CAP_STATUS }),
    one('msgType', { oneOf: CAP_MESSAGE_TYPE }),
    perhaps('source'),
    one('scope', { oneOf: CAP_SCOPE }),
    perhaps('restriction'),
    perhaps('addresses'),
    any('code'),
    perhaps('note'),
    perhaps('references'),
    perhaps('incidents'),
    any('info', INFO),
  ],
};
