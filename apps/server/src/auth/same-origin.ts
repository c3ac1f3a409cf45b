/**
 * Whether a request comes from a page of our own. A browser always names the origin of a page that posts or opens a
 * WebSocket; a program names none and may pass, since it carries no one's cookie unawares.
 */
export function sameOrigin(headers: { readonly origin?: string | undefined; readonly host?: string | undefined }): boolean {
  if (headers.origin === undefined) return true;
  return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host;
}
