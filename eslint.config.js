import js from "@eslint/js";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

// Characters and punctuation; the sign ＋ belongs to no language.
const cjk = "[\\u3001-\\u303f\\u3400-\\u9fff\\uf900-\\ufaff\\uff01-\\uff0a\\uff0c-\\uff1f]";
const untranslated = "Text that people read belongs into app/locales/{zh-CN,en}.";
const spokenAttributes = "aria-label|aria-description|aria-valuetext|alt|title|placeholder";

const noChinese = [`Literal[value=/${cjk}/]`, `TemplateElement[value.raw=/${cjk}/]`];
const noTextInMarkup = [
  `JSXText[value=/[A-Za-z]|${cjk}/]`,
  `JSXAttribute[name.name=/^(${spokenAttributes})$/] > Literal[value=/[A-Za-z]/]`,
];
const refused = (selectors) => [
  "error",
  ...selectors.map((selector) => ({ selector, message: untranslated })),
];

export default tseslint.config(
  { ignores: ["build/", "node_modules/", "data/", "coverage/", "test-results/", ".cache/"] },
  { linterOptions: { noInlineConfig: true } },
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    ignores: ["*.config.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": [
        "error",
        { checksVoidReturn: { attributes: false } },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/ban-ts-comment": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      // Remix ends a loader by throwing a Response, or what `redirect` and `data` make of one.
      "@typescript-eslint/only-throw-error": [
        "error",
        { allow: ["Response", "TypedResponse", "DataWithResponseInit"] },
      ],
      // Numbers read well in a template; objects do not.
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      // An async function without await still turns a thrown refusal into a rejected promise.
      "@typescript-eslint/require-await": "off",
      // Rows of knex get their type by an assertion, which this rule takes for an inferred one.
      "@typescript-eslint/no-unnecessary-type-assertion": "off",
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  {
    files: ["app/{data,commands}/**/*.ts", "db/**/*.ts"],
    rules: {
      // A knex query is a thenable, and its nested conditions are callbacks that return one.
      "@typescript-eslint/no-misused-promises": [
        "error",
        { checksVoidReturn: { attributes: false, arguments: false } },
      ],
    },
  },
  {
    files: ["app/**/*.tsx", "app/ui/**/*.ts"],
    extends: [jsxA11y.flatConfigs.recommended, reactHooks.configs.flat.recommended],
    rules: {
      // A region that scrolls needs a tab stop, or the keyboard cannot reach its end.
      "jsx-a11y/no-noninteractive-tabindex": ["error", { tags: [], roles: ["tabpanel", "region"] }],
      "react-hooks/exhaustive-deps": "error",
      // Pages work without script: what script adds is switched on by an effect after hydration.
      "react-hooks/set-state-in-effect": "off",
    },
  },
  {
    files: ["app/{routes,ui,commands}/**/*.{ts,tsx}", "app/root.tsx"],
    rules: { "no-restricted-syntax": refused([...noChinese, ...noTextInMarkup]) },
  },
  {
    files: ["test/**/*.{ts,tsx}"],
    rules: {
      // Rows of a test are known to be there, and JSON answers are looked at as they come.
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
    },
  },
  {
    files: ["**/*.{js,mjs,cjs}", "*.config.ts"],
    extends: [tseslint.configs.base],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        Buffer: "readonly",
        URL: "readonly",
        module: "writable",
        fetch: "readonly",
        setTimeout: "readonly",
        clearTimeout: "readonly",
        setInterval: "readonly",
        clearInterval: "readonly",
      },
    },
  },
);
