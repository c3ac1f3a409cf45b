import type { CodecTestcase } from '../../testcase.ts';

export const testcases: readonly CodecTestcase[] = [
  { name: '30 mm, the example of the vendor\'s table', hex: '01756403821e00', port: 85, says: ['distance_m 0.03'] },
  // 1787746800 s is 6a8ed9f0, low byte first.
  { name: 'a distance kept from before, with its own time', hex: '20cef0d98e6ad204', port: 85, says: ['distance_m 1.234 2026-08-26T12:20:00.000Z'] },
];
