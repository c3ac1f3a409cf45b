import type { Instant } from '@voldgrav/hydrology';
import type { RainSpan } from './rain-within.ts';

/** When it first and last rained over each group of catchments in one storm, and which of these say otherwise since somebody last asked. */
export class RainOverGroups {
  private readonly spans = new Map<string, RainSpan>();
  private readonly changed = new Set<string>();

  /** Undefined where it has not rained. */
  of(group: string): RainSpan | undefined {
    return this.spans.get(group);
  }

  /** It rained over a group. */
  rained(group: string, at: Instant): void {
    const known = this.spans.get(group);
    if (known !== undefined && at >= known.onset && at <= known.lastRainAt) return;
    this.put(group, { onset: known === undefined || at < known.onset ? at : known.onset, lastRainAt: known === undefined || at > known.lastRainAt ? at : known.lastRainAt });
  }

  /** All that it rained over a group is this; undefined for nothing. */
  put(group: string, span: RainSpan | undefined): void {
    if (span === undefined) this.spans.delete(group);
    else this.spans.set(group, span);
    this.changed.add(group);
  }

  /** The groups whose rain is another than when this was last asked. */
  takeNews(): readonly string[] {
    const news = [...this.changed];
    this.changed.clear();
    return news;
  }
}
