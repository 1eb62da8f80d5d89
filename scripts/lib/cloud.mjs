// The local cloud as a child process, and beside it what hot reload needs.
import { freePort } from "./net.mjs";
import { inPackage, inRoot } from "./place.mjs";
import { eachLine, ended, startNode } from "./run.mjs";
import { say } from "./say.mjs";

function startCloud({ port, data, dev }, java, webOrigin) {
  const assembly = inRoot(dev ? "dist/cdk.dev" : "cdk.out");
  const args = ["--port", `${port}`, "--data", data, "--assembly", assembly, "--java", java];
  const child = startNode(
    [inRoot("packages/local/src/main.ts"), ...args, ...(webOrigin ? ["--dev", "--web-origin", webOrigin] : [])],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  eachLine(child, (line) => line.startsWith("ready ") || say(`  ${line}`)); // ready is said when the demo is there, too
  return child;
}

/** Vite on a port of its own, behind the local cloud: one origin, as it will be when deployed. */
function startVite(port) {
  const args = ["dev", "--host", "127.0.0.1", "--port", `${port}`, "--strictPort", "--logLevel", "warn"];
  return startNode([inPackage("vite/bin/vite.js"), ...args], { cwd: inRoot("web") });
}

/** Bundles saved functions anew, and tells the local cloud to take the new ones. */
function startBundler(cloud) {
  const bundler = startNode([inRoot("infra/bundle.ts"), "--watch"]);
  bundler.on("message", () => cloud.kill("SIGHUP"));
  return bundler;
}

/** Starts everything. `gone()` tells whether a part has ended, and `end` resolves with its exit code. */
export async function startAll(options, java) {
  const webPort = options.dev ? await freePort() : undefined;
  const cloud = startCloud(options, java, webPort && `http://127.0.0.1:${webPort}`);
  const children = [cloud, ...(webPort ? [startVite(webPort), startBundler(cloud)] : [])];
  let gone = false;
  const end = Promise.race(children.map(ended)).then((code) => {
    gone = true;
    return code;
  });
  return { gone: () => gone, end };
}
