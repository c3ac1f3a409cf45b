import type { Language } from '../../format/format.ts';

/**
 * What the decoders and the broker find, as they keep it in English, and in Danish. `{n}` is a whole number, `{w}` one word, `{t}` any
 * text; in the Danish sentence they stand in the same order.
 */
export const UNREAD_WORDS: readonly (readonly [en: string, da: string])[] = [
  ['port {n}, expected {n}', 'port {n}; {n} var ventet'],
  ['{n} bytes, expected {n} to {n}', '{n} bytes; {n} til {n} var ventet'],
  ['{n} bytes, expected at least {n}', '{n} bytes; mindst {n} var ventet'],
  ['{n} bytes, expected {n} for flags {n}', '{n} bytes; {n} var ventet ved flagene {n}'],
  ['{n} bytes: more than any device sends at once', '{n} bytes: mere, end nogen enhed sender på én gang'],
  ['{n} bytes on {t}', '{n} bytes på {t}'],
  ['a packet of more than {n} bytes', 'en pakke på mere end {n} bytes'],
  ['protocol version {n}, expected {n}', 'protokolversion {n}; {n} var ventet'],
  ['flags {n}, expected at most {n} groups', 'flagene {n}; højst {n} grupper var ventet'],
  ['number {n}, expected {n}', 'nummer {n}; {n} var ventet'],
  ['unknown channel {w} at byte {n}', 'ukendt kanal {w} ved byte {n}'],
  ['channel {w} is cut off', 'kanal {w} er skåret af'],
  ['cut off after {n} bytes', 'skåret af efter {n} bytes'],
  ['a number of more than ten bytes', 'et tal på mere end ti bytes'],
  ['wire type {n}', 'ukendt protobuf-type {n}'],
  ['no sensor connected', 'ingen måler tilsluttet'],
  ['closer than it can measure', 'nærmere, end måleren kan måle'],
  ['distance without a sample', 'afstand uden en måling'],
  ['distance without a valid echo', 'afstand uden et gyldigt ekko'],
  ['an answer of {n} characters', 'et svar på {n} tegn'],
  ['took longer than it may', 'tog længere tid, end den må'],
  ['the script cannot be read', 'scriptet kan ikke læses'],
  ['there is no function decodeUplink', 'der er ingen funktion decodeUplink'],
  ['client id with U+0000', 'klient-id med U+0000'],
  ['topic has too many levels', 'emnet har for mange niveauer'],
  ['no user name', 'intet brugernavn'],
  ['user {t}', 'bruger {t}'],
  ['decodeUplink answered with no object', 'decodeUplink svarede ikke med et objekt'],
  ['decodeUplink answered without data', 'decodeUplink svarede uden data'],
  ['bytes alone, and no codec for this device in sources.yaml', 'kun bytes, og ingen afkoder for enheden i sources.yaml'],
  ['an uplink without content', 'en besked uden indhold'],
  ['not base64: {t}', 'ikke base64: {t}'],
  ['not an object: {t}', 'ikke et objekt: {t}'],
  ['no quantity', 'ingen størrelse'],
  ['no value that the town wants', 'ingen værdi, som byen bruger'],
  ['no end_device_ids: not a message of The Things Stack v3', 'end_device_ids mangler: ikke en besked fra The Things Stack v3'],
  ['no deviceInfo: not an uplink of ChirpStack v4', 'deviceInfo mangler: ikke en besked fra ChirpStack v4'],
  ['alias {n} of {t}', 'alias {n} hos {t}'],
  ['a SenML pack is a list of records', 'en SenML-pakke er en liste af poster'],
  ['a SenML record is an object', 'en SenML-post er et objekt'],
  ['no record with a value', 'ingen post med en værdi'],
  ['SenML version {w}', 'SenML-version {w}'],
  ['{w} must be understood', '{w} skal forstås'],
  ['{w} must be a text', '{w} skal være en tekst'],
  ['{w} must be a number', '{w} skal være et tal'],
  ['vb must be true or false', 'vb skal være true eller false'],
  ['{w} in no unit', '{w} uden enhed'],
  ['{w} in {w}', '{w} i {w}'],
  ['U+0000 in the topic', 'U+0000 i emnet'],
  ['{t}, which is not a topic of {t}', '{t}, som ikke er et emne for {t}'],
];

const PART = /\{[nwt]\}/g;
const MEANS: Readonly<Record<string, string>> = { '{n}': '(\\d+)', '{w}': '(\\S+)', '{t}': '(.+)' };

let patterns: readonly (readonly [pattern: RegExp, danish: string])[] | undefined;

/** The sentence of UNREAD_WORDS as a pattern for the whole of a detail. */
function patternOf(sentence: string): RegExp {
  const parts = sentence.match(PART) ?? [];
  const between = sentence.split(PART).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${between.map((text, index) => text + (MEANS[parts[index] ?? ''] ?? '')).join('')}$`, 's');
}

/** What was found in a message that could not be read, in the language of the page; what stands in no list, as it was kept: a name, a payload, the words of a town's own codec. */
export function unreadWords(detail: string, language: Language): string {
  if (language === 'en') return detail;
  patterns ??= UNREAD_WORDS.map(([en, da]) => [patternOf(en), da]);
  for (const [pattern, danish] of patterns) {
    const [whole, ...found] = pattern.exec(detail) ?? [];
    if (whole !== undefined) return danish.replace(PART, () => found.shift() ?? '');
  }
  return detail;
}
