import type { LiveChange } from '@voldgrav/wire';
import { saysTheSame } from './says-the-same.ts';

/** Remembers what was last said of each thing, so that only news goes out: a change in `at` alone is none. */
export class LiveSaid {
  private readonly last = new Map<string, object>();

  news(key: string, change: LiveChange, facts: object): readonly LiveChange[] {
    const said = this.last.get(key);
    if (said !== undefined && saysTheSame(said, facts, 'at')) return [];
    this.last.set(key, facts);
    return [change];
  }
}
