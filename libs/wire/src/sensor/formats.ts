import { chirpstackFormat } from './chirpstack/chirpstack-format.ts';
import type { Format } from './format.ts';
import { jsonFormat } from './json/json-format.ts';
import { senmlFormat } from './senml/senml-format.ts';
import { sparkplugBFormat } from './sparkplug-b/sparkplug-b-format.ts';
import { theThingsStackFormat } from './the-things-stack/the-things-stack-format.ts';

/** The languages that we understand, by the name that sources.yaml gives them. One folder and one line each. */
export const FORMATS = {
  json: jsonFormat,
  senml: senmlFormat,
  chirpstack: chirpstackFormat,
  'the-things-stack': theThingsStackFormat,
  'sparkplug-b': sparkplugBFormat,
} as const satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof FORMATS;
export const FORMAT_NAMES = Object.keys(FORMATS) as readonly FormatName[];
export const isFormatName = (name: string): name is FormatName => Object.hasOwn(FORMATS, name);
