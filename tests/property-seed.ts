// `npm test` gives the same tree the same verdict: its properties are tried on the same cases each time. Everywhere else, `npm run
// check` among them, each run tries new ones.
const seed = process.env['PROPERTY_SEED'];
if (seed !== undefined) (await import('fast-check')).default.configureGlobal({ seed: Number(seed) });
