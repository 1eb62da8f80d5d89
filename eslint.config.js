import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";

const made = [
  "**/node_modules/",
  "dist/",
  "cdk.out/",
  "web/build/",
  "**/.svelte-kit/",
  ".tessera/",
  "**/test-results/",
];

/** Rules that a compiler can't give, for everything that is typed. */
const typed = {
  files: ["**/*.ts", "**/*.svelte"],
  extends: [...ts.configs.recommendedTypeChecked],
  languageOptions: { parserOptions: { projectService: true, extraFileExtensions: [".svelte"] } },
  rules: {
    "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
    "@typescript-eslint/no-unused-vars": [
      "error",
      { argsIgnorePattern: "^_", varsIgnorePattern: "^_$", ignoreRestSiblings: true },
    ],
    "@typescript-eslint/require-await": "off", // an operation is async, whether it waits or not
    "@typescript-eslint/restrict-template-expressions": "off",
    "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    eqeqeq: ["error", "smart"],
    "max-lines": ["error", 300],
    "no-console": "error", // the request's one log line is written by `serve`
  },
};

/** Where `serve` and `react` write that line. */
const log = { files: ["functions/lib/log.ts", "functions/lib/batch.ts"], rules: { "no-console": "off" } };

const tests = {
  files: ["**/*.test.ts", "test/**/*.ts"],
  rules: { "no-console": "off" },
};

/** Commands of people, which run on the Node that the machine has, and functions that are a test's fixture. */
const scripts = {
  files: ["**/*.mjs", "*.js"],
  languageOptions: { globals: globals.node },
  rules: { "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_$" }] },
};

const edge = {
  files: ["infra/edge/*.js"],
  languageOptions: { sourceType: "script" },
};

const components = {
  files: ["**/*.svelte", "**/*.svelte.ts"],
  languageOptions: { parserOptions: { parser: ts.parser }, globals: globals.browser },
  rules: { "prefer-const": "off", "svelte/prefer-const": "error" }, // the latter knows $props and $derived
};

const web = {
  files: ["web/src/**/*"],
  rules: {
    "no-console": ["error", { allow: ["error"] }],
    "svelte/prefer-svelte-reactivity": "off", // it can't tell a lookup table from state
  },
};

export default ts.config(
  { ignores: made },
  js.configs.recommended,
  typed,
  ...svelte.configs.recommended.map((config) => ({ files: ["**/*.svelte", "**/*.svelte.ts"], ...config })),
  { files: ["web/static/**/*.js"], languageOptions: { globals: globals.browser, sourceType: "script" } },
  components,
  web,
  scripts,
  edge,
  log,
  tests,
);
