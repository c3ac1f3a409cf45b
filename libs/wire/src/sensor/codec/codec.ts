import type { Quantity } from '@voldgrav/reading';
import type { z } from 'zod';
import type { Uplink } from '../lorawan/uplink.ts';
import type { Content } from '../said.ts';

/** How one kind of device packs its values into bytes. */
export interface Codec {
  /** What it can say, under the names of our quantities. */
  readonly says: readonly Quantity[];
  /** What of a device must be known to read it, as `settings` in sources.yaml. */
  readonly settings: z.ZodType<unknown>;
  /** A reader for a device with these settings; throws for settings that `settings` refuses. The reader never throws. */
  readonly bind: (settings: unknown) => (uplink: Uplink) => Content;
}

/** A codec whose reader takes the settings as their schema gives them. */
export function codecOf<Settings>(parts: {
  readonly says: readonly Quantity[];
  readonly settings: z.ZodType<Settings>;
  readonly decode: (uplink: Uplink, settings: Settings) => Content;
}): Codec {
  const { says, settings, decode } = parts;
  return {
    says,
    settings,
    bind: (given) => {
      const known = settings.parse(given ?? {});
      return (uplink) => decode(uplink, known);
    },
  };
}
