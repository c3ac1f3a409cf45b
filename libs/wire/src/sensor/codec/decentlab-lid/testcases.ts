import type { CodecTestcase } from '../../testcase.ts';

const hex = '0211c90003119b117611bc119e118a119411a811a81194006401990abd';

// The bytes are printed in the vendor's own decoder: average 4507, minimum 4470, maximum 4540, median 4510, mode 4500 mm.
export const testcases: readonly CodecTestcase[] = [
  { name: 'the median of a hundred samples', hex, says: ['distance_m 4.51', 'battery_v 2.749'] },
  { name: 'the average, where the town wants it', hex, settings: { statistic: 'average' }, says: ['distance_m 4.507', 'battery_v 2.749'] },
  { name: 'the mode, where the town wants it', hex, settings: { statistic: 'mode' }, says: ['distance_m 4.5', 'battery_v 2.749'] },
  { name: 'the battery alone', hex: '0211c900020abd', says: ['battery_v 2.749'] },
  { name: 'no sample', hex: '0211c90003119b117611bc119e118a119411a811a81194000001990abd', says: ['battery_v 2.749'], refuses: ['no-value'] },
];
