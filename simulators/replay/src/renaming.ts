/** What of a recording is called otherwise in the town. */
export class Renaming {
  private readonly rename: ReadonlyMap<string, string>;
  private readonly tell: (sentence: string) => void;
  /** Under which name each came that another one becomes too. */
  private readonly heardAs = new Map<string, string>();

  /** `tell` hears, once, when two names of the recording come to one sensor: a gauge may have had another name before, or two be mistaken for one. */
  constructor(rename: ReadonlyMap<string, string>, tell: (sentence: string) => void) {
    this.rename = rename;
    this.tell = tell;
    for (const id of rename.values()) this.heardAs.set(id, '');
  }

  /** What a sensor is called in the town. */
  of(name: string): string {
    if (this.rename.size === 0) return name;
    const id = this.rename.get(name) ?? name;
    const before = this.heardAs.get(id);
    if (before === '') this.heardAs.set(id, name);
    else if (before !== undefined && before !== name) {
      this.heardAs.delete(id);
      this.tell(`"${before}" and "${name}" are both "${id}" here, and are read as one sensor.`);
    }
    return id;
  }

  /** A topic in which each level has the name that it has in the town. */
  ofTopic(topic: string): string {
    if (this.rename.size === 0) return topic;
    return topic
      .split('/')
      .map((level) => this.of(level))
      .join('/');
  }
}
