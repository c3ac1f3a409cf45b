/**
 * What a sensor can say, each name with its unit in it (contract.md §3). `rain_mm` is the depth since the sensor's last
 * message, `rain_total_mm` and `tips` are running counts, `level_m` stands above the datum.
 */
export const QUANTITIES = {
  rain_mm: 'mm',
  rain_total_mm: 'mm',
  tips: '1',
  level_m: 'm',
  distance_m: 'm',
  depth_m: 'm',
  pressure_hpa: 'hPa',
  current_ma: 'mA',
  flow_lps: 'l/s',
  pump_on: '1',
  gate_open: '1',
  temperature_c: 'Cel',
  battery_v: 'V',
} as const;

export type Quantity = keyof typeof QUANTITIES;

export const isQuantity = (name: string): name is Quantity => Object.hasOwn(QUANTITIES, name);

/** The unit of a quantity, in UCUM's letters. */
export const unitOf = (quantity: Quantity): string => QUANTITIES[quantity];
