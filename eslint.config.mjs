import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import pluginVue from 'eslint-plugin-vue';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Core libs in the order the water runs: each may know only what feeds it. */
const CORE = ['core:1', 'core:2', 'core:3', 'core:4', 'core:5', 'core:6', 'core:7', 'core:8'];

/** The rule compares what is written in the import, so a package's inner paths are named beside it. */
const whole = (...packages) => packages.flatMap((name) => [name, `${name}/*`]);

/** Frameworks that stay where they belong, whatever else a project takes from npm. */
const NEST = ['@nestjs/*'];
const SCREEN = [...whole('vue', 'echarts', 'leaflet'), 'vue-*', '@vue/*'];
const BROKER = whole('mqtt', 'aedes');
/** What tests are written with, beside the code they test. */
const TESTING = ['vitest', 'fast-check', '@vue/test-utils'];

/**
 * The arrows of the house (design.md §3): which projects each may import, and what from npm. `only` names all it may take;
 * `never` what it may not.
 */
const ARROWS = {
  ...Object.fromEntries(CORE.map((tag, index) => [tag, { projects: CORE.slice(0, index), only: [] }])),
  wire: { projects: CORE, only: ['zod', 'yaml', 'quickjs-emscripten', 'saxes'] },
  pipeline: { projects: [...CORE, 'wire'], only: [] },
  adapter: { projects: [...CORE, 'wire', 'pipeline'], never: [...NEST, ...SCREEN, ...BROKER] },
  mqtt: { projects: [...CORE, 'wire'], only: [...BROKER, 'mqtt-packet'] },
  installation: { projects: [...CORE, 'wire', 'pipeline', 'adapter', 'mqtt'], never: [...NEST, ...SCREEN] },
  simulator: { projects: [...CORE, 'wire', 'pipeline', 'adapter', 'mqtt', 'simulator'], never: [...NEST, ...SCREEN] },
  'app:server': { projects: [...CORE, 'wire', 'pipeline', 'adapter', 'mqtt', 'installation', 'simulator'], never: SCREEN },
  'app:cli': { projects: [...CORE, 'wire', 'pipeline', 'adapter', 'mqtt', 'installation', 'simulator'], never: [...NEST, ...SCREEN] },
  'app:dashboard': { projects: [...CORE, 'wire'], never: [...NEST, ...BROKER] },
  test: { projects: ['*'], never: [] },
};

const depConstraints = Object.entries(ARROWS).map(([sourceTag, { projects, only, never }]) => ({
  sourceTag,
  onlyDependOnLibsWithTags: projects,
  ...(only === undefined ? { bannedExternalImports: never } : { allowedExternalImports: [...only, ...TESTING] }),
}));

const PURE = ['hydrology', 'reading', 'quality', 'rollup', 'readiness', 'alert', 'strategy', 'debrief', 'wire', 'pipeline'];

export default defineConfig(
  globalIgnores(['**/dist/', '**/planted-*/', '**/artifacts/', '**/coverage/', '.nx/', 'data/']),
  js.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  pluginVue.configs['flat/recommended'],
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname, extraFileExtensions: ['.vue'] },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      // A unit is a number with a name; the rule takes it for something else.
      '@typescript-eslint/no-unsafe-unary-minus': 'off',
    },
  },
  {
    files: ['**/*.ts', '**/*.vue'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          depConstraints,
        },
      ],
    },
  },
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      'no-undef': 'off', // TypeScript checks this
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': ['error', { html: { void: 'always', normal: 'any' } }],
    },
  },
  {
    files: PURE.map((lib) => `libs/${lib}/src/**/*.ts`),
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ regex: '^(node:|vitest|fast-check)', message: 'The core is pure: no Node, and tests stand beside it.' }] }],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time comes in as `now`.' },
        { object: 'Math', property: 'random', message: 'The core rolls no dice.' },
      ],
      'no-restricted-syntax': ['error', { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time comes in as `now`.' }],
    },
  },
  { files: ['**/*.mjs', '**/*.cjs'], extends: [tseslint.configs.disableTypeChecked], languageOptions: { globals: { module: 'writable', process: 'readonly', Buffer: 'readonly', console: 'readonly', URL: 'readonly', setTimeout: 'readonly' } } },
);
