/**
 * What is wrong with a CAP message, and where. A 'fault' makes it invalid: the schema or a MUST of the standard forbids it. 'advice' is
 * what the standard only recommends, or what a receiver may stumble over.
 */
export interface CapFinding {
  readonly kind: 'fault' | 'advice';
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
}

export const capFault = (line: number, message: string): CapFinding => ({ kind: 'fault', line, message });
export const capAdvice = (line: number, message: string): CapFinding => ({ kind: 'advice', line, message });

/** What a message says, short enough to stand in a sentence. */
export const shown = (text: string): string => (text.length <= 60 ? text : `${text.slice(0, 57)}...`);
