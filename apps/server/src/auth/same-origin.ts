/** The headers by which a browser says where a request comes from. */
export interface OriginHeaders {
  readonly origin?: string | undefined;
  readonly host?: string | undefined;
  readonly 'sec-fetch-site'?: string | undefined;
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Whether a `Host` header names this machine as it calls itself. */
export const isLoopback = (host: string | undefined): boolean => host !== undefined && LOOPBACK.test(host);

/**
 * Whether a request comes from a page of our own. A browser always names the origin of a page that posts or opens a
 * WebSocket; a program names none and may pass, since it carries no one's cookie unawares. With `publicUrl` only that
 * address is ours, whatever name the request was sent to, and this machine's own, for who looks past the proxy.
 */
export function sameOrigin(headers: OriginHeaders, publicUrl: string | undefined): boolean {
  const site = headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') return false;
  if (headers.origin === undefined) return true;
  if (!URL.canParse(headers.origin)) return false;
  const from = new URL(headers.origin);
  if (publicUrl !== undefined && from.origin === new URL(publicUrl).origin) return true;
  return from.host === headers.host && (publicUrl === undefined || isLoopback(headers.host));
}
