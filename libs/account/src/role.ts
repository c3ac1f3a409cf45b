import type { Role } from '@voldgrav/wire';

/** From least to most; what each may do stands in `doors.ts` and nowhere else. */
export const ROLES = ['viewer', 'operator', 'duty-leader', 'administrator'] as const satisfies readonly Role[];

export const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text);
