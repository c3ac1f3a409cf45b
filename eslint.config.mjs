import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import pluginVue from 'eslint-plugin-vue';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Core libs in the order the water runs: each may know only what feeds it. */
const CORE = ['core:1', 'core:2', 'core:3', 'core:4', 'core:5', 'core:6', 'core:7', 'core:8'];

/** The arrows of the house (design.md §3): who may import whom. */
const ARROWS = {
  ...Object.fromEntries(CORE.map((tag, index) => [tag, CORE.slice(0, index)])),
  wire: CORE,
  pipeline: [...CORE, 'wire'],
  adapter: [...CORE, 'wire', 'pipeline'],
  mqtt: [...CORE, 'wire'],
  installation: [...CORE, 'wire', 'pipeline', 'adapter', 'mqtt'],
  simulator: [...CORE, 'wire', 'pipeline', 'adapter', 'mqtt', 'simulator'],
  'app:server': [...CORE, 'wire', 'pipeline', 'adapter', 'mqtt', 'installation', 'simulator'],
  'app:cli': [...CORE, 'wire', 'pipeline', 'adapter', 'mqtt', 'installation', 'simulator'],
  'app:dashboard': [...CORE, 'wire'],
  test: ['*'],
};

const PURE = ['hydrology', 'reading', 'quality', 'rollup', 'readiness', 'alert', 'strategy', 'debrief', 'wire', 'pipeline'];

export default defineConfig(
  globalIgnores(['**/dist/', '**/artifacts/', '**/coverage/', '.nx/', 'data/']),
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
          depConstraints: Object.entries(ARROWS).map(([sourceTag, onlyDependOnLibsWithTags]) => ({ sourceTag, onlyDependOnLibsWithTags })),
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
      'no-restricted-imports': ['error', { patterns: [{ regex: '^(node:|@nestjs/|vue$|echarts)', message: 'The core is pure: no Node, no framework.' }] }],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time comes in as `now`.' },
        { object: 'Math', property: 'random', message: 'The core rolls no dice.' },
      ],
      'no-restricted-syntax': ['error', { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time comes in as `now`.' }],
    },
  },
  { files: ['**/*.mjs'], extends: [tseslint.configs.disableTypeChecked], languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', setTimeout: 'readonly' } } },
);
