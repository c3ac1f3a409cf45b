import type { CodecTestcase } from '../../testcase.ts';

const settings = { resolution_mm: 0.1 };

// The first two are printed in the vendor's own decoder (domain.md §3.5).
export const testcases: readonly CodecTestcase[] = [
  { name: 'four tips in ten minutes, 16538 in all', hex: '0202f8000300040258409a00000c54', settings, says: ['rain_mm 0.4', 'rain_total_mm 1653.8', 'battery_v 3.156'] },
  { name: 'the battery alone, which is no dry interval', hex: '0202f800020c54', settings, says: ['battery_v 3.156'] },
  { name: 'a dry interval, which is 0 mm', hex: '0202f8000300000258409a00000c54', settings, says: ['rain_mm 0', 'rain_total_mm 1653.8', 'battery_v 3.156'] },
  { name: 'a total beyond one word: 65536 tips and one', hex: '0202f80003000102580001' + '00010c54', settings: { resolution_mm: 0.2 }, says: ['rain_mm 0.2', 'rain_total_mm 13107.4', 'battery_v 3.156'] },
  { name: 'a frame that is cut off', hex: '0202f8000300040258', settings, says: [], refuses: ['bad-payload'] },
  { name: 'a byte too many', hex: '0202f800020c5400', settings, says: [], refuses: ['bad-payload'] },
  { name: 'another version of the protocol', hex: '0302f800020c54', settings, says: [], refuses: ['bad-payload'] },
  { name: 'a group that this device does not have', hex: '0202f800060c540000', settings, says: [], refuses: ['bad-payload'] },
  { name: 'no group at all', hex: '0202f80000', settings, says: [] },
  { name: 'no bytes', hex: '', settings, says: [], refuses: ['bad-payload'] },
];
