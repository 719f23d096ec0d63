import nx from '@nx/eslint-plugin';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** Who may import whom. Every project carries one `type:` tag; what is not listed is forbidden. */
const LAYERS = {
  'type:kernel': [],
  'type:ambient': [],
  'type:domain': ['type:kernel'],
  'type:engine': ['type:kernel', 'type:domain'],
  'type:config': ['type:kernel'],
  'type:process': ['type:kernel', 'type:ambient'],
  'type:embedded': ['type:kernel'],
  'type:supervisor': ['type:kernel', 'type:config', 'type:embedded'],
  'type:queue': ['type:kernel', 'type:config'],
  'type:persistence': ['type:kernel', 'type:ambient', 'type:domain', 'type:config'],
  'type:app': [
    'type:kernel',
    'type:domain',
    'type:engine',
    'type:config',
    'type:process',
    'type:queue',
    'type:persistence',
  ],
  'type:tool': [
    'type:kernel',
    'type:domain',
    'type:engine',
    'type:config',
    'type:process',
    'type:supervisor',
    'type:queue',
    'type:persistence',
  ],
  'type:testing': ['type:kernel', 'type:config', 'type:embedded', 'type:queue', 'type:persistence', 'type:supervisor'],
};

/** A test may reach for anything, and into the project that it tests. */
const EVERY_LAYER = Object.keys(LAYERS);

/** Packages that a layer may not use, with the reason. */
const forbid = (patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });
const boundaries = (allow) => [
  'error',
  {
    allow,
    enforceBuildableLibDependency: false,
    depConstraints: [
      ...Object.entries(LAYERS).map(([sourceTag, onlyDependOnLibsWithTags]) => ({
        sourceTag,
        onlyDependOnLibsWithTags,
      })),
      { sourceTag: 'type:tests', onlyDependOnLibsWithTags: EVERY_LAYER },
    ],
  },
];
const TYPEORM = {
  group: ['typeorm', 'typeorm/*'],
  message: 'Only libs/persistence speaks to TypeORM; use TenantDatabase.',
};
const ENVIRONMENT = {
  group: ['node:process', 'process'],
  importNames: ['env'],
  message: 'Only libs/config reads the environment.',
};
const ANY_PACKAGE = {
  regex: '^(?!@tor/|\\.{1,2}/)',
  message: 'This library is pure: no packages, no Node modules.',
};

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.nx/**', '.tor/**', 'coverage/**', 'data/**'] },
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx, 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      'import-x/extensions': ['.ts'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver-next': [
        createTypeScriptImportResolver({
          project: './tsconfig.json',
          conditionNames: ['@tor/source', 'types', 'import', 'node', 'default'],
        }),
      ],
    },
    rules: {
      '@nx/enforce-module-boundaries': boundaries([]),
      'import-x/no-cycle': ['error', { maxDepth: Infinity, ignoreExternal: true }],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Nest's modules and decorated classes are classes without members of their own.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-empty-function': 'off',
      'max-lines': ['error', { max: 400 }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only libs/config reads the environment.' },
      ],
      ...forbid([TYPEORM, ENVIRONMENT]),
    },
  },
  { files: ['**/test/**/*.ts'], rules: { '@nx/enforce-module-boundaries': boundaries(['../src/**']) } },
  { files: ['libs/config/src/**'], rules: { 'no-restricted-properties': 'off' } },
  { files: ['libs/persistence/**'], rules: forbid([ENVIRONMENT]) },
  {
    files: ['kernel', 'inventory', 'forecasting', 'spreadsheet', 'offline-assistant'].map(
      (library) => `libs/${library}/src/**`,
    ),
    ignores: ['**/*.spec*.ts'],
    rules: forbid([TYPEORM, ENVIRONMENT, ANY_PACKAGE]),
  },
  { files: ['**/*.js', '**/*.mjs'], ...tseslint.configs.disableTypeChecked },
);
