import type { CodecTestcase } from '../../testcase.ts';

// The first two are printed in the vendor's own decoder (domain.md §3.5).
export const testcases: readonly CodecTestcase[] = [
  { name: '1234 mm by one echo', hex: '02012f000304d200010bb1', says: ['distance_m 1.234', 'battery_v 2.993'] },
  { name: 'the battery alone, which is no distance of 0', hex: '02012f00020bb1', says: ['battery_v 2.993'] },
  { name: 'a distance without a valid echo', hex: '02012f000304d200000bb1', says: ['battery_v 2.993'], refuses: ['no-value'] },
  { name: 'a frame of another device', hex: '0202f8000300040258409a00000c54', says: [], refuses: ['bad-payload'] },
];
