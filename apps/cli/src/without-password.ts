/** An address as it may be shown: without the name and password in it. */
export const withoutPassword = (url: string): string => url.replace(/\/\/[^/]*@/, '//');
