import { type ComingGiven, readWarningFeed } from '@voldgrav/wire';
import { fetchText } from './fetch-text.ts';

const XML = 'application/cap+xml, application/atom+xml, application/xml, text/xml';
/** More entries than this for one town are not its own. */
const MOST_LINKS = 50;

/** Follows a weather service's feed. Messages once fetched are not fetched again: a CAP message never changes under its address. */
export class WarningFeed {
  private readonly url: string;
  private readonly area: string;
  private seen = new Set<string>();

  /** `area` is what a message must name for it to be the town's: a municipality or region as the service writes it. */
  constructor(url: string, area: string) {
    this.url = url;
    this.area = area.toLowerCase();
  }

  /** Messages that are new since the last time and name the area. Rejects with a sentence. */
  async news(): Promise<readonly ComingGiven[]> {
    const text = await fetchText(this.url, XML);
    const feed = readWarningFeed(text, this.url);
    if (!feed.ok) throw new Error(`The warning feed cannot be read: ${feed.fault}`);
    const links = feed.links.filter(({ about }) => this.isOurs(about)).slice(0, MOST_LINKS);
    const fetched = await Promise.all(links.filter(({ url }) => !this.seen.has(url)).map(async ({ url }) => ({ url, xml: await fetchText(url, XML) })));
    this.seen = new Set(links.map(({ url }) => url));
    // A message that stands in the feed itself is read from the feed: it is the whole document.
    const inFeed = feed.links.length === 0 && feed.alerts.length === 1 && this.isOurs(text) ? [text] : [];
    return [...inFeed, ...fetched.map(({ xml }) => xml)].map((xml) => ({ kind: 'cap', xml }));
  }

  private isOurs(text: string): boolean {
    return text.toLowerCase().includes(this.area);
  }
}
