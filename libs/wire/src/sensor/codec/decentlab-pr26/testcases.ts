import type { CodecTestcase } from '../../testcase.ts';

const settings = { range_bar: [0, 1] };

// The first two are printed in the vendor's own decoder (domain.md §3.5): −0.01171875 bar.
export const testcases: readonly CodecTestcase[] = [
  { name: 'a little below the air\'s pressure', hex: '02016700033e8060170c7f', settings, says: ['pressure_hpa -11.71875', 'temperature_c 25.671875', 'battery_v 3.199'] },
  { name: 'the battery alone', hex: '02016700020c7f', settings, says: ['battery_v 3.199'] },
  { name: 'the middle of a range from −1 to 3 bar: count 32768', hex: '0201670003' + '8000' + '6017' + '0c7f', settings: { range_bar: [-1, 3] }, says: ['pressure_hpa 1000', 'temperature_c 25.671875', 'battery_v 3.199'] },
];
