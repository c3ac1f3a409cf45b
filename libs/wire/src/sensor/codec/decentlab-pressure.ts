import type { Uplink } from '../lorawan/uplink.ts';
import type { Content } from '../said.ts';
import { batterySaid } from './decentlab-battery.ts';
import { decentlabFrame } from './decentlab-frame.ts';

/** Pressure and temperature as the probe counts them; then the battery. */
const GROUPS = [2, 1];
const HPA_PER_BAR = 1000;

/** Reads a frame of Decentlab's pressure probes, which differ in what their counts stand for: bar and °C. */
export function pressureHeard(
  { bytes }: Uplink,
  probe: { readonly bar: (count: number) => number; readonly celsius: (count: number) => number },
): Content {
  const frame = decentlabFrame(bytes, GROUPS);
  if ('reason' in frame) return { said: [], faults: [frame] };
  const [measured, battery] = frame.groups;
  const [pressure = 0, temperature = 0] = measured ?? [];
  const values = [
    { name: 'pressure_hpa', value: probe.bar(pressure) * HPA_PER_BAR },
    { name: 'temperature_c', value: probe.celsius(temperature) },
  ];
  return { said: [...(measured === undefined ? [] : values), ...batterySaid(battery)], faults: [] };
}
