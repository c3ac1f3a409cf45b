import { type Asset, volumeAt } from '@voldgrav/hydrology';
import { reckonedQuantity } from '@voldgrav/reading';
import type { Town } from '../town/town.ts';
import type { TownAnswer } from './answers.ts';

/** What the screen needs to know of a town, with its units in the names. */
export function toTownAnswer(town: Town, running: Pick<TownAnswer, 'demo' | 'tiles'>): TownAnswer {
  return {
    ...running,
    id: town.id,
    name: town.name,
    invented: town.invented,
    timeZone: town.timeZone,
    datum: town.datum,
    view: town.view,
    sensors: town.sensors.map((sensor) => {
      const { expectedInterval, id, name, kind, position } = sensor;
      return { id, name, kind, quantity: reckonedQuantity(sensor), position, expectedIntervalS: expectedInterval };
    }),
    catchments: town.catchments.map(({ id, name, kind, area, gauges, ring }) => ({ id, name, kind, areaHa: area, gauges, ring })),
    assets: town.assets.map(toAssetAnswer),
    rules: town.rules.map(({ onDelay, offDelay, ...rule }) => ({ ...rule, onDelayS: onDelay, offDelayS: offDelay })),
    actions: town.actions,
    places: town.places,
    resources: town.resources,
    organisations: town.organisations,
    map: town.map,
  };
}

function toAssetAnswer(asset: Asset): TownAnswer['assets'][number] {
  const { id, name, kind, position, organisation } = asset;
  const placed = { id, name, kind, position, organisation };
  switch (asset.kind) {
    case 'basin':
      return {
        ...placed,
        catchment: asset.catchment,
        levelSensor: asset.levelSensor,
        limitLevel: asset.crest,
        capacityM3: volumeAt(asset.storage, asset.crest),
        ...(asset.ring === undefined ? {} : { ring: asset.ring }),
      };
    case 'road':
      return { ...placed, catchment: asset.catchment, levelSensor: asset.levelSensor, limitLevel: asset.floodsAt };
    case 'stream':
      return { ...placed, levelSensor: asset.levelSensor, limitLevel: asset.bankLevel };
    case 'sea':
      return { ...placed, levelSensor: asset.levelSensor, limitLevel: asset.closesOutletsAt };
    case 'inlet':
    case 'pipe':
      return { ...placed, catchment: asset.catchment, floods: asset.floods };
    case 'pump':
      return placed;
  }
}
