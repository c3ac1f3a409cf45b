import type { TownAnswer } from '@voldgrav/wire';

/** The basin in whose chart a sensor shows: the one it measures, or one in a catchment that it gauges. Undefined where it shows in none. */
export function basinOfSensor({ assets, catchments }: Pick<TownAnswer, 'assets' | 'catchments'>, sensor: string): string | undefined {
  const basins = assets.filter(({ kind }) => kind === 'basin');
  const gauged = catchments.filter(({ gauges }) => gauges.includes(sensor)).map(({ id }) => id);
  return (basins.find(({ levelSensor }) => levelSensor === sensor) ?? basins.find(({ catchment }) => catchment !== undefined && gauged.includes(catchment)))?.id;
}
