import { builtinModules } from "node:module";
import type { Plugin } from "esbuild";

/**
 * Node's own modules by `process.getBuiltinModule`. Linking `import … from "node:http"` reads each of its exports, getters
 * included, and some of them load half of Node (undici for http, stdin for process, webcrypto for crypto): 10 to 26 ms
 * each. So only names that are used are read, and by an `import()` none before it is used; the SDK has one for plain HTTP.
 */
export const builtins: Plugin = {
  name: "builtins",
  setup(build) {
    build.onResolve({ filter: /^(node:)?[a-z_0-9]+(\/[a-z]+)*$/ }, ({ path, kind }) => {
      const name = path.replace(/^node:/, "");
      if (!builtinModules.includes(name)) return undefined;
      if (kind === "import-statement") return { path: name, namespace: "builtin names", sideEffects: false };
      return kind === "dynamic-import" ? { path: name, namespace: "builtin object" } : undefined;
    });
    build.onLoad({ filter: /.*/, namespace: "builtin names" }, ({ path }) => ({ contents: namesOf(path) }));
    build.onLoad({ filter: /.*/, namespace: "builtin object" }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule("node:${path}");`, // esbuild reads a CommonJS object's names late
    }));
  },
};

const identifier = /^[A-Za-z_$][\w$]*$/;

function namesOf(module: string): string {
  const names = Object.getOwnPropertyNames(process.getBuiltinModule(`node:${module}`) ?? {});
  return [
    `const all = /* @__PURE__ */ process.getBuiltinModule("node:${module}");`,
    "export default all;",
    ...names
      .filter((name) => identifier.test(name) && name !== "default")
      .map((name) => `const its_${name} = /* @__PURE__ */ (() => all.${name})(); export { its_${name} as ${name} };`),
  ].join("\n");
}
