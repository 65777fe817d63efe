import mocha from "eslint-plugin-mocha";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules", "drill-report", "eslint.config.mjs", ".dependency-cruiser.cjs"] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-extraneous-class": "off",
      // noPropertyAccessFromIndexSignature asks for the brackets that dot-notation would remove.
      "@typescript-eslint/dot-notation": "off",
      "max-lines": ["error", 250],
      "max-lines-per-function": ["error", 80],
      complexity: ["error", 10],
      "no-restricted-syntax": [
        "error",
        { selector: "TSEnumDeclaration", message: "Use a union of strings." },
        {
          selector: "NewExpression[callee.property.name='Config']",
          message: "Configuration is read once, in config/load.ts.",
        },
      ],
    },
  },
  {
    // What plain node starts, before there is a TypeScript compiler.
    files: ["**/*.js"],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
  {
    files: ["test/**/*.ts"],
    ...mocha.configs.recommended,
    rules: {
      ...mocha.configs.recommended.rules,
      "max-lines-per-function": "off",
      "mocha/no-setup-in-describe": "off",
      "mocha/no-mocha-arrows": "off",
      "mocha/consistent-spacing-between-blocks": "off",
    },
  },
);
