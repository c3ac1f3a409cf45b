/** What a token may be good for: see the desk, acknowledge alerts, read who did what. */
export const SCOPES = ['read', 'acknowledge', 'audit'] as const;

export type Scope = (typeof SCOPES)[number];

export const isScope = (text: string): text is Scope => (SCOPES as readonly string[]).includes(text);
