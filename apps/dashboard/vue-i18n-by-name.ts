import type { Plugin } from 'vite';

const ITS_FILE = /\/vue-i18n\/dist\/vue-i18n\.mjs$/;
/** vue-i18n looks into all of Vue for a name that only Vue 3.6 and later may have, and by that keeps all of Vue in the page: 17 kB more as gzip. */
const LOOK_UP = /if \(key in Vue\) \{\s*return Vue\[key\];\s*\}\s*else \{\s*(return Vue\.getCurrentInstance\(\);)\s*\}/;

/** Lets vue-i18n ask Vue by name. Ends the build when vue-i18n no longer asks as it did, since then this is to be looked at anew. */
export const vueI18nByName = (): Plugin => ({
  name: 'vue-i18n-by-name',
  apply: 'build',
  transform(code, id) {
    if (!ITS_FILE.test(id)) return undefined;
    if (!LOOK_UP.test(code)) this.error('vue-i18n no longer looks into all of Vue as it did: see whether this plugin is needed still.');
    // One line for several: no map of ours is published.
    return { code: code.replace(LOOK_UP, '$1'), map: null };
  },
});
