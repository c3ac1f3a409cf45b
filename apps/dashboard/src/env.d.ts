/// <reference types="vite/client" />
// ESLint's own program reads .vue imports through this; vue-tsc knows better.
declare module '*.vue' {
  import type { DefineComponent } from 'vue';

  const component: DefineComponent;
  export default component;
}
