import type { Codec } from './codec.ts';
import { decentlabLid } from './decentlab-lid/decode.ts';
import { decentlabMbx } from './decentlab-mbx/decode.ts';
import { decentlabPr26 } from './decentlab-pr26/decode.ts';
import { decentlabPr36 } from './decentlab-pr36/decode.ts';
import { decentlabTbrg } from './decentlab-tbrg/decode.ts';
import { draginoDistance } from './dragino-distance/decode.ts';
import { milesightEm310Udl } from './milesight-em310-udl/decode.ts';
import { milesightEm500Swl } from './milesight-em500-swl/decode.ts';
import { milesightEm500Udl } from './milesight-em500-udl/decode.ts';

/** The devices whose bytes we read, by the name that sources.yaml gives them. One folder and one line each. */
export const CODECS = {
  'decentlab-lid': decentlabLid,
  'decentlab-mbx': decentlabMbx,
  'decentlab-pr26': decentlabPr26,
  'decentlab-pr36': decentlabPr36,
  'decentlab-tbrg': decentlabTbrg,
  'dragino-distance': draginoDistance,
  'milesight-em310-udl': milesightEm310Udl,
  'milesight-em500-swl': milesightEm500Swl,
  'milesight-em500-udl': milesightEm500Udl,
} as const satisfies Readonly<Record<string, Codec>>;

export type CodecName = keyof typeof CODECS;
export const CODEC_NAMES = Object.keys(CODECS) as readonly CodecName[];
export const isCodecName = (name: string): name is CodecName => Object.hasOwn(CODECS, name);
