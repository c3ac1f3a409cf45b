/** A topic in which each level that has another name in the town is called so. */
export const renamedTopic = (topic: string, rename: ReadonlyMap<string, string>): string =>
  rename.size === 0
    ? topic
    : topic
        .split('/')
        .map((level) => rename.get(level) ?? level)
        .join('/');
