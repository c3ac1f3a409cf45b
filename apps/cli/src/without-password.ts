/** An address as it may be shown: without the name and password in it, also where a "/" in the password makes it no address. */
export const withoutPassword = (url: string): string => url.replace(/\/\/.*@/s, '//');
