import type { LiveStorm } from '@voldgrav/wire';

/**
 * What of a storm goes out: of a town's hundreds of groups only those that are told otherwise than in the frame before. A group of which
 * nothing is news is the same object, and one that became news twice between two frames is not: who came in between was told the first.
 */
export class StormNews {
  private readonly sent = new Map<string, LiveStorm>();

  since(storm: LiveStorm): LiveStorm {
    const known = new Set(this.sent.get(storm.id)?.groups);
    // One that is over changes seldom: it is told whole, and not kept here for ever.
    if (storm.end === undefined) this.sent.set(storm.id, storm);
    else this.sent.delete(storm.id);
    return known.size === 0 ? storm : { ...storm, groups: storm.groups.filter((group) => !known.has(group)) };
  }
}
