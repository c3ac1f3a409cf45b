/**
 * The one-time link in the page's own address: `#link=SECRET`. A `?token=` that is still there was refused by the server,
 * which would else have led on; it gives the empty text, a link that cannot be valid. Undefined: there is none.
 */
export function linkIn({ search, hash }: { readonly search: string; readonly hash: string }): string | undefined {
  const behindHash = new URLSearchParams(hash.replace(/^#/, '')).get('link');
  if (behindHash !== null) return behindHash;
  return new URLSearchParams(search).has('token') ? '' : undefined;
}
