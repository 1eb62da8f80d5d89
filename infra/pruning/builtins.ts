import { builtinModules } from "node:module";
import type { Plugin } from "esbuild";

/**
 * Node's own modules by `process.getBuiltinModule`. Linking `import … from "node:http"` reads each of its exports, getters
 * included, and some of them load half of Node (undici for http, stdin for process, webcrypto for crypto): 10 to 26 ms
 * each. So only names that are used are read. `import()` and `require` do nothing before they are called, and stay.
 */
export const builtins: Plugin = {
  name: "builtins",
  setup(build) {
    build.onResolve({ filter: /^(node:)?[a-z_0-9]+(\/[a-z]+)*$/ }, ({ path, kind }) => {
      const name = path.replace(/^node:/, "");
      if (kind !== "import-statement" || !builtinModules.includes(name)) return undefined;
      return { path: name, namespace: "builtin", sideEffects: false };
    });
    build.onLoad({ filter: /.*/, namespace: "builtin" }, ({ path }) => ({ contents: exportsOf(path) }));
  },
};

const identifier = /^[A-Za-z_$][\w$]*$/;

function exportsOf(name: string): string {
  const names = Object.getOwnPropertyNames(process.getBuiltinModule(`node:${name}`) ?? {});
  return [
    `const all = /* @__PURE__ */ process.getBuiltinModule("node:${name}");`,
    "export default all;",
    ...names
      .filter((one) => identifier.test(one) && one !== "default")
      .map((one) => `const one_${one} = /* @__PURE__ */ (() => all.${one})(); export { one_${one} as ${one} };`),
  ].join("\n");
}
