import { QUANTITIES, type Quantity } from '@voldgrav/reading';
import { z } from 'zod';
import { CODEC_NAMES, CODECS, type CodecName } from '../sensor/codec/codecs.ts';
import type { DeviceSource, Source, ValueSource } from '../sensor/device-source.ts';
import { FORMAT_NAMES, type FormatName, FORMATS } from '../sensor/formats.ts';
import { isTopicFilter } from '../topic/is-topic-filter.ts';
import { numberField, referenceField, textField } from './fields.ts';

const FILTER = 'a topic whose levels are names, "+" for any one, or "#" at the end for all below';
const NAMED = 'a topic with exactly one "+" level, which stands for the sensor id';

const formatField = z.enum(FORMAT_NAMES as [FormatName, ...FormatName[]]);
const topicField = z.string(FILTER).refine(isTopicFilter, FILTER);

// Whether topic and format fit each other is judged as soon as those two are sound, whatever else is wrong.
const topicAndFormat = z.object({ topic: topicField, format: formatField });

const sourceRow: z.ZodType<Source> = z
  .strictObject({ topic: topicField, format: formatField })
  .refine(({ topic, format }) => FORMATS[format].sender !== 'in-topic' || hasOnePlus(topic), {
    path: ['topic'],
    error: NAMED,
    when: ({ value }) => topicAndFormat.safeParse(value).success,
  });

const hasOnePlus = (topic: string): boolean => !topic.includes('#') && topic.split('/').filter((level) => level === '+').length === 1;

const ID = 'the name that its network gives the device, such as its DevEUI in quotes';
const SCRIPT = 'a file of the town\'s own in its folder "codecs", such as "codecs/weir.js"';
const NOT_BOTH = 'either a codec of ours or a script of the town\'s own, not both';

const codecField = z.enum(CODEC_NAMES as [CodecName, ...CodecName[]]);
const quantityField = z.enum(Object.keys(QUANTITIES) as Quantity[]);

const valueField: z.ZodType<ValueSource> = z.strictObject({
  quantity: quantityField,
  sensor: referenceField.exactOptional(),
  factor: numberField.refine((factor) => factor !== 0, 'a number other than 0').exactOptional(),
  offset: numberField.exactOptional(),
});

const deviceRow: z.ZodType<DeviceSource> = z
  .strictObject({
    id: z.string(ID).refine((id) => /^[^+#\s]+$/.test(id), ID),
    sensor: referenceField,
    codec: codecField.exactOptional(),
    settings: z.record(textField, z.unknown(), 'a group of the codec\'s settings').exactOptional(),
    script: z.string(SCRIPT).regex(/^codecs\/[A-Za-z0-9._-]+\.js$/, SCRIPT).exactOptional(),
    values: z.record(textField, valueField, 'a group of the device\'s names and what each means').exactOptional(),
  })
  .superRefine((device, context) => {
    if (device.codec !== undefined && device.script !== undefined) context.addIssue({ code: 'custom', path: ['script'], message: NOT_BOTH });
    settingsIssues(device, context);
    valuesIssues(device, context);
  });

/** The codec says itself what it must know of a device. */
function settingsIssues({ codec, settings }: DeviceSource, context: z.core.$RefinementCtx): void {
  if (codec === undefined) {
    if (settings !== undefined) context.addIssue({ code: 'custom', path: ['settings'], message: 'no settings without a codec of ours' });
    return;
  }
  const result = CODECS[codec].settings.safeParse(settings ?? {});
  for (const issue of result.success ? [] : result.error.issues) {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
    const message = keys.length === 0 ? issue.message : `only settings that ${codec} has`;
    for (const path of keys.length === 0 ? [issue.path] : keys.map((key) => [key])) context.addIssue({ code: 'custom', path: ['settings', ...path], message });
  }
}

/** A name that the codec never says would be a meaning that silently does nothing. */
function valuesIssues({ codec, values }: DeviceSource, context: z.core.$RefinementCtx): void {
  if (codec === undefined) return;
  const { says } = CODECS[codec];
  const strange = Object.keys(values ?? {}).filter((name) => !says.some((said) => said === name));
  for (const name of strange) context.addIssue({ code: 'custom', path: ['values', name], message: `only names that ${codec} gives: ${says.join(', ')}` });
}

/** sources.yaml: which topics carry which format, and which device's values belong to which sensor. */
export const sourcesFile = z
  .strictObject({ sources: z.array(sourceRow).min(1), devices: z.array(deviceRow).exactOptional() })
  .transform(({ sources, devices = [] }) => ({ sources, devices }));

