/** What a token may be good for: see the desk, acknowledge alerts, read who did what, bring forecasts and warnings. */
export const SCOPES = ['read', 'acknowledge', 'audit', 'forecast'] as const;

export type Scope = (typeof SCOPES)[number];

export const isScope = (text: string): text is Scope => (SCOPES as readonly string[]).includes(text);
