import { CODECS } from './codec/codecs.ts';
import type { Sandbox } from './codec/javascript/sandbox.ts';
import type { Device, DeviceLookup, Meaning } from './device.ts';
import type { DeviceSource } from './device-source.ts';

/** What of a town tells who its senders are. */
export interface Senders {
  readonly sensors: readonly { readonly id: string }[];
  readonly devices: readonly DeviceSource[];
  /** The texts of its own codecs by file name. */
  readonly scripts: Readonly<Record<string, string>>;
}

const EUI = /^[0-9a-f]{16}$/i;
/** A DevEUI is a number: networks write its letters large or small as they please. */
export const deviceKey = (name: string): string => (EUI.test(name) ? name.toLowerCase() : name);

/**
 * Finds a town's senders by any of their names. A name that no device has, but a sensor, is that sensor speaking for
 * itself. Throws when a device's codec runs a script and there is no sandbox to run it in.
 */
export function devicesByName({ sensors, devices, scripts }: Senders, sandbox: Sandbox | undefined): DeviceLookup {
  const known = new Map<string, Device>(sensors.map(({ id }) => [id, { sensor: id }]));
  for (const source of devices) known.set(deviceKey(source.id), deviceOf(source, scripts, sandbox));
  return (...names) => {
    for (const name of names) {
      const device = known.get(deviceKey(name));
      if (device !== undefined) return device;
    }
    return undefined;
  };
}

function deviceOf(source: DeviceSource, scripts: Senders['scripts'], sandbox: Sandbox | undefined): Device {
  const { sensor, values } = source;
  const codec = codecOfDevice(source, scripts, sandbox);
  return {
    sensor,
    ...(values === undefined ? {} : { meanings: new Map(Object.entries(values).map(([name, value]) => [name, meaningOf(value, sensor)])) }),
    ...(codec === undefined ? {} : { codec }),
  };
}

const meaningOf = ({ quantity, sensor, factor = 1, offset = 0 }: NonNullable<DeviceSource['values']>[string], owner: string): Meaning => ({
  sensor: sensor ?? owner,
  quantity,
  factor,
  offset,
});

function codecOfDevice({ id, codec, settings, script }: DeviceSource, scripts: Senders['scripts'], sandbox: Sandbox | undefined): Device['codec'] {
  if (codec !== undefined) return CODECS[codec].bind(settings);
  if (script === undefined) return undefined;
  const text = scripts[script];
  if (text === undefined || sandbox === undefined) throw new Error(`The codec of device "${id}" cannot run: ${text === undefined ? `there is no ${script}` : 'no sandbox was opened'}.`);
  return sandbox.codec(text);
}
