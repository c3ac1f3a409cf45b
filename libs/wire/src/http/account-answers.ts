import type { IsoTime } from './answers.ts';

/** What a person may do, from least to most. */
export type Role = 'viewer' | 'operator' | 'duty-leader' | 'administrator';

/** 'sign-in': signs in, once. The others lead to a page where something is set: the first administrator, or a password. */
export type LinkKind = 'sign-in' | 'first-administrator' | 'password';

/** `GET /api/v1/session`: who is looking. A screen that a display link let in has a name and no role. */
export interface SessionAnswer {
  readonly signedIn: boolean;
  /** Whether the desk may be looked at, signed in or not. */
  readonly mayView: boolean;
  readonly name?: string;
  readonly role?: Role;
  /** An id of the town's organisations. */
  readonly organisation?: string;
}

/** `POST /api/v1/sign-in`: done, or the second factor is asked for with a ticket that stands for the first. */
export type SignInAnswer = { readonly next: 'done' } | { readonly next: 'code'; readonly ticket: string };

/** `POST /api/v1/links/look`: what a one-time link is for; `name` is whose password it sets. */
export interface LinkAnswer {
  readonly kind: LinkKind;
  readonly name?: string;
}

/** `POST /api/v1/links/…`: with a second factor in place the new password must be used first. */
export interface LinkUsedAnswer {
  readonly signedIn: boolean;
}

export interface SessionListed {
  readonly id: number;
  /** What the browser calls itself. */
  readonly browser: string;
  readonly createdAt: IsoTime;
  readonly lastSeenAt: IsoTime;
  /** The one that asks. */
  readonly this: boolean;
}

/** `GET /api/v1/account`: one's own. */
export interface AccountAnswer {
  readonly name: string;
  readonly role: Role;
  /** As the town names it. */
  readonly organisation?: string;
  /** False for the sample town's duty officer, who comes by link. */
  readonly hasPassword: boolean;
  readonly hasTotp: boolean;
  readonly recoveryCodesLeft: number;
  readonly sessions: readonly SessionListed[];
}

/** `POST /api/v1/account/totp`: the key to put into an app, in base32 and as the address that goes into a QR code. */
export interface TotpAnswer {
  readonly key: string;
  readonly address: string;
}

/** `POST /api/v1/account/totp/confirm`: shown once. */
export interface RecoveryCodesAnswer {
  readonly recoveryCodes: readonly string[];
}

export type AuditAct =
  | 'account-added'
  | 'account-closed'
  | 'password-link-made'
  | 'password-set'
  | 'totp-on'
  | 'totp-off'
  | 'recovery-code-used'
  | 'signed-in'
  | 'signed-out'
  | 'session-ended'
  | 'token-added'
  | 'token-revoked'
  | 'device-added'
  | 'device-revoked'
  | 'alert-acknowledged'
  | 'duty-note-written'
  | 'step-begun'
  | 'step-ended'
  | 'decoded-again';

export interface AuditEntry {
  readonly seq: number;
  readonly at: IsoTime;
  readonly who: string;
  readonly organisation?: string;
  readonly act: AuditAct;
  readonly subject: string;
  readonly detail?: string;
  readonly why?: string;
}

/** `GET /api/v1/audit?before&limit`, newest first; `before` of the next page is the last `seq` of this one. */
export interface AuditAnswer {
  readonly entries: readonly AuditEntry[];
}

/** Why someone was not let in, or not let through. */
export type RefusalReason =
  | 'wrong-password'
  | 'wrong-code'
  | 'replayed-code'
  | 'too-many-tries'
  | 'link-not-valid'
  | 'token-not-valid'
  | 'session-over'
  | 'foreign-origin'
  | 'not-signed-in'
  | 'not-allowed'
  | 'no-such-door';

/** `GET /api/v1/refusals`: how often, since the start. */
export interface RefusalsAnswer {
  readonly byReason: Readonly<Record<RefusalReason, number>>;
}
