import type { LiveChange } from '@voldgrav/wire';

/** Remembers what was last said of each thing, so that only news goes out: a change in `at` alone is none. */
export class LiveSaid {
  private readonly last = new Map<string, string>();

  news(key: string, change: LiveChange, facts: object): readonly LiveChange[] {
    const said = JSON.stringify({ ...facts, at: undefined });
    if (this.last.get(key) === said) return [];
    this.last.set(key, said);
    return [change];
  }
}
