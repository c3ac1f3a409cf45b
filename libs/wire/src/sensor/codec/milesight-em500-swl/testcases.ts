import type { CodecTestcase } from '../../testcase.ts';

export const testcases: readonly CodecTestcase[] = [
  { name: '2 cm of water, the example of the vendor\'s table', hex: '01756403770200', port: 85, says: ['depth_m 0.02'] },
  { name: 'the battery alone', hex: '017564', port: 85, says: [] },
];
