import { instant } from '@voldgrav/hydrology';
import { TownIndex } from '@voldgrav/pipeline';
import { expect, it } from 'vitest';
import { JsonReader } from './json-recording.ts';
import { Renaming } from './renaming.ts';
import { recordedMessage, type Recorded } from './recorded.ts';
import { recordingLine } from './recording-line.ts';
import { sampleTown } from './sample-town.ts';

const index = new TownIndex(sampleTown());
const receivedAt = instant(Date.UTC(2026, 7, 26, 10));
const bytes = (...values: readonly number[]) => Uint8Array.from(values);

it.each<[string, Recorded]>([
  ['text', recordedMessage({ topic: 'sensors/r-03/json', payload: new TextEncoder().encode('{"rain_mm":0.2} æ'), receivedAt })],
  ['text with a byte order mark', recordedMessage({ topic: 'sensors/r-03/json', payload: bytes(0xef, 0xbb, 0xbf, 0x7b), receivedAt })],
  ['bytes that are no text', recordedMessage({ topic: 'sensors/r-03/json', payload: bytes(2, 0xf8, 0xff, 0), receivedAt })],
  ['nothing', recordedMessage({ topic: 'sensors/r-03/json', payload: bytes(), receivedAt })],
  ['an act', { kind: 'act', name: 'acknowledge', by: 'Mona', body: '{"alert":"a"}', receivedAt }],
  ['an act without a body', { kind: 'act', name: 'rebuild', by: 'x', body: '', receivedAt }],
  ['a forecast', { kind: 'forecast', name: 'radar', by: 'x', body: '{"kind":"forecast","body":{"source":"radar"}}', receivedAt }],
  ['the clock', { kind: 'clock', receivedAt }],
])('%s comes back from its line as it was', (_, recorded) => {
  const [back, ...more] = new JsonReader({ file: 'f', index, badLines: 'refuse', renaming: new Renaming(new Map(), () => undefined), onMended: () => undefined }).read([{ number: 1, text: recordingLine(recorded) }]);
  expect(more).toEqual([]);
  if (back?.kind === 'message' && recorded.kind === 'message') {
    const { topic, payload, text, receivedAt: at } = back.message;
    expect({ topic, payload: [...payload], receivedAt: at }).toEqual({ ...recorded.message, payload: [...recorded.message.payload] });
    if (text !== undefined) expect(new TextEncoder().encode(text)).toEqual(recorded.message.payload);
  }
  else expect(back).toEqual(recorded);
});
