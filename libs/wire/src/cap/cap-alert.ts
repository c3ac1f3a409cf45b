import type { Instant } from '@voldgrav/hydrology';

/** CAP 1.2 as far as a weather warning goes; names and values are the standard's. */
export interface CapAlert {
  readonly identifier: string;
  readonly sender: string;
  readonly sent: Instant;
  readonly status: (typeof CAP_STATUS)[number];
  readonly msgType: (typeof CAP_MESSAGE_TYPE)[number];
  readonly scope: (typeof CAP_SCOPE)[number];
  /** Identifiers of the messages that this one is about. */
  readonly references: readonly string[];
  readonly info: readonly CapInfo[];
}

export interface CapInfo {
  readonly language: string;
  readonly event: string;
  readonly urgency: (typeof CAP_URGENCY)[number];
  readonly severity: (typeof CAP_SEVERITY)[number];
  readonly certainty: (typeof CAP_CERTAINTY)[number];
  readonly onset?: Instant;
  readonly expires?: Instant;
  readonly senderName?: string;
  readonly headline?: string;
  readonly description?: string;
  readonly eventCodes: readonly CapValue[];
  readonly parameters: readonly CapValue[];
  readonly areas: readonly { readonly areaDesc: string; readonly geocodes: readonly CapValue[] }[];
}

export interface CapValue {
  readonly valueName: string;
  readonly value: string;
}

export const CAP_STATUS = ['Actual', 'Exercise', 'System', 'Test', 'Draft'] as const;
export const CAP_MESSAGE_TYPE = ['Alert', 'Update', 'Cancel', 'Ack', 'Error'] as const;
export const CAP_SCOPE = ['Public', 'Restricted', 'Private'] as const;
export const CAP_URGENCY = ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'] as const;
export const CAP_SEVERITY = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'] as const;
export const CAP_CERTAINTY = ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'] as const;
export const CAP_CATEGORY = ['Geo', 'Met', 'Safety', 'Security', 'Rescue', 'Fire', 'Health', 'Env', 'Transport', 'Infra', 'CBRNE', 'Other'] as const;
export const CAP_RESPONSE_TYPE = ['Shelter', 'Evacuate', 'Prepare', 'Execute', 'Avoid', 'Monitor', 'Assess', 'AllClear', 'None'] as const;
