import type { CodecTestcase } from '../../testcase.ts';

export const testcases: readonly CodecTestcase[] = [
  // The Things Network's own example: battery 92 %, 2116 mm, tilted.
  { name: '2116 mm, hanging askew', hex: '01755c03824408040001', port: 85, says: ['distance_m 2.116'] },
  { name: 'what it says of itself after a start', hex: 'ff0bff' + 'ff0101' + 'ff166136b123456789ab' + 'ff090310' + 'ff0a0101' + 'ff0f00', port: 85, says: [] },
  { name: 'an unknown channel after the distance', hex: '038244080599', port: 85, says: ['distance_m 2.116'], refuses: ['bad-payload'] },
  { name: 'a distance that is cut off', hex: '038244', port: 85, says: [], refuses: ['bad-payload'] },
];
