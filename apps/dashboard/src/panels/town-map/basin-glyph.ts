import type { LiveBasin } from '@voldgrav/wire';

const INSIDE: Readonly<Record<LiveBasin['state'], string>> = {
  ready: 'M16 3a13 13 0 1 0 0 26a13 13 0 0 0 0-26z',
  strained: 'M16 2.5 30 28.5H2z',
  exhausted: 'M4 4h24v24H4z',
  unknown: 'M16 3a13 13 0 1 0 0 26a13 13 0 0 0 0-26z',
};

/** A basin on the map: the shape says the state, the water inside how full it is. Only numbers and our own words go in. */
export function basinGlyph(basin: LiveBasin): string {
  const share = basin.state === 'unknown' ? 0 : (basin.share ?? 0);
  const top = 29 - 26 * Math.min(1, Math.max(0, share));
  const clip = `clip-${basin.id.replace(/[^a-z0-9-]/gi, '')}`;
  return `<svg viewBox="0 0 32 32" class="glyph ${basin.state}" aria-hidden="true"><clipPath id="${clip}"><path d="${INSIDE[basin.state]}"/></clipPath><path class="ground" d="${INSIDE[basin.state]}"/><rect class="fill" x="0" y="${top.toFixed(1)}" width="32" height="32" clip-path="url(#${clip})"/><path class="edge" d="${INSIDE[basin.state]}"/></svg>`;
}
