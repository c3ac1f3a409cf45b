import { isLoopback } from './same-origin.ts';

export interface CookieForm {
  readonly name: string;
  readonly secure: boolean;
}

/** The browser itself keeps this name to one host, sent over TLS: no other host and no plain connection can set it (RFC 6265bis §4.1.3.2). */
const HOST_ONLY: CookieForm = { name: '__Host-voldgrav', secure: true };
const WITHOUT_TLS: CookieForm = { name: 'voldgrav-without-tls', secure: false };

/** The first Chromium that was seen to take the prefix over plain HTTP on loopback; in 2023 it took `Secure` there, but not the prefix. */
const CHROMIUM_THAT_TAKES_IT = 156;

/** Whether a browser is known to count loopback as safe, prefix and all. */
function takesItOnLoopback(browser: string): boolean {
  const [, chromium] = /Chrom(?:e|ium)\/(\d+)/.exec(browser) ?? [];
  return chromium === undefined ? browser.includes('Firefox/') : Number(chromium) >= CHROMIUM_THAT_TAKES_IT;
}

/**
 * The cookie for a request. New Chromium and Firefox take `__Host-` on loopback over plain HTTP; Safari and older ones do not,
 * and on another machine's plain HTTP nobody does (docs/decisions/0002). Only the one that fits is ever read, so that the
 * weaker name cannot stand in for the stronger.
 */
export function cookieFormOf(headers: { readonly host?: string | undefined; readonly 'user-agent'?: string | undefined }, publicUrl: string | undefined): CookieForm {
  if (publicUrl?.startsWith('https:') === true) return HOST_ONLY;
  return isLoopback(headers.host) && takesItOnLoopback(headers['user-agent'] ?? '') ? HOST_ONLY : WITHOUT_TLS;
}

/** The session's secret in a `Cookie` header. */
export function sessionIn(cookieHeader: string | undefined, { name }: CookieForm): string | undefined {
  const pair = cookieHeader?.split(';').map((each) => each.trim()).find((each) => each.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

/** The `Set-Cookie` header that lays a session into the browser; zero seconds take it out. */
export const setCookie = ({ name, secure }: CookieForm, secret: string, seconds: number): string =>
  [`${name}=${secret}`, 'Path=/', 'HttpOnly', 'SameSite=Lax', `Max-Age=${seconds}`, ...(secure ? ['Secure'] : [])].join('; ');
