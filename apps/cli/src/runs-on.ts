import { SECOND } from '@voldgrav/hydrology';

/** How long the clock runs on after a recording's last word, in ms: as long as the word of any sensor still speaks for now. */
export const runsOnFor = (town: { readonly sensors: readonly { readonly expectedInterval: number }[] }): number =>
  Math.max(...town.sensors.map(({ expectedInterval }) => 3 * expectedInterval * SECOND));
