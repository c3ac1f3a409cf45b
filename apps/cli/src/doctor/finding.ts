/** One thing that was looked at: what about it, and what to do where something is. */
export interface Finding {
  readonly level: 'ok' | 'warning' | 'fault';
  /** In a word or two. */
  readonly about: string;
  readonly says: string;
  readonly todo?: string;
}

export const fine = (about: string, says: string): Finding => ({ level: 'ok', about, says });
export const warning = (about: string, says: string, todo: string): Finding => ({ level: 'warning', about, says, todo });
export const fault = (about: string, says: string, todo: string): Finding => ({ level: 'fault', about, says, todo });

export const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message.replace(/\.$/, '') : String(cause));
