import type { CodecTestcase } from '../../testcase.ts';

const settings = { kp: 8192 };

// Both are printed in the vendor's own decoder (domain.md §3.5): 0.0125732421875 bar.
export const testcases: readonly CodecTestcase[] = [
  { name: 'thirteen centimetres of water', hex: '02032b0003806797810c2b', settings, says: ['pressure_hpa 12.5732421875', 'temperature_c 23.50390625', 'battery_v 3.115'] },
  { name: 'the battery alone', hex: '02032b00020c2b', settings, says: ['battery_v 3.115'] },
];
