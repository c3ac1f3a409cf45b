const ASCII = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCodePoint(0x20 + index)).join('');

/** What every page shows: ASCII, the letters of the Nordic countries, and the signs of our own words, figures and units. */
export const FIRST_SIGNS = `${ASCII}\u00a0ÆØÅæøåÄÖäöÉé·–…’‹›−×±°²³µ§`;
