import type { LiveChange } from '@voldgrav/wire';
import { saysTheSame } from './says-the-same.ts';

/** Remembers what was last said of each thing, so that only news goes out: a change in `at` alone is none. */
export class LiveSaid {
  private readonly last = new Map<LiveChange['kind'], Map<string, object>>();

  /** Whether these facts about the thing of that kind are news. They are remembered then, and must not be changed any more. */
  isNews(kind: LiveChange['kind'], id: string, facts: object): boolean {
    const ofKind = this.last.get(kind) ?? this.begun(kind);
    const said = ofKind.get(id);
    if (said !== undefined && saysTheSame(said, facts, 'at')) return false;
    ofKind.set(id, facts);
    return true;
  }

  private begun(kind: LiveChange['kind']): Map<string, object> {
    const ofKind = new Map<string, object>();
    this.last.set(kind, ofKind);
    return ofKind;
  }
}
