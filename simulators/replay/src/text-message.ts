import type { Instant } from '@voldgrav/hydrology';
import type { SensorMessage } from '@voldgrav/reading';

const encoder = new TextEncoder();
/** What would not come back from UTF-8 as it was: half a surrogate pair; and byte order marks, which decoding leaves out. */
const COMES_BACK_OTHERWISE = /[\uD800-\uDFFF\uFEFF]/;

/**
 * A message whose payload stood in a recording as text. Its bytes are made when somebody asks for them: an engine that hears it
 * in this process reads the text as it is.
 */
export class TextMessage implements SensorMessage {
  readonly topic: string;
  readonly text: string | undefined;
  readonly receivedAt: Instant;
  private readonly said: string;

  constructor(topic: string, said: string, receivedAt: Instant) {
    this.topic = topic;
    this.said = said;
    this.text = COMES_BACK_OTHERWISE.test(said) ? undefined : said;
    this.receivedAt = receivedAt;
  }

  get payload(): Uint8Array {
    return encoder.encode(this.said);
  }
}
