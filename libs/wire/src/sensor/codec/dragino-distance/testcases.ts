import type { CodecTestcase } from '../../testcase.ts';

export const testcases: readonly CodecTestcase[] = [
  { name: '2821 mm in five bytes', hex: '0e1c0b0500', port: 2, says: ['distance_m 2.821', 'battery_v 3.612'] },
  { name: '2821 mm in eight bytes', hex: '0e1c0b050000fa01', port: 2, says: ['distance_m 2.821', 'battery_v 3.612'] },
  // The Things Network's own example for the LDDS75.
  { name: 'four bytes: no sensor connected', hex: '0e1c0b05', port: 2, says: ['battery_v 3.612'], refuses: ['no-value'] },
  { name: 'a distance of 0: no sensor connected', hex: '0e1c000000', port: 2, says: ['battery_v 3.612'], refuses: ['no-value'] },
  { name: 'a distance of 20 mm, which stands for too close', hex: '0e1c001400', port: 2, says: ['battery_v 3.612'], refuses: ['no-value'] },
  { name: 'another port, which measures nothing', hex: '0e1c0b05', port: 42, says: [], refuses: ['not-a-measurement'] },
  { name: 'no bytes', hex: '', port: 2, says: [], refuses: ['bad-payload'] },
];
