// The local cloud as a child process, and beside it what hot reload needs.
import { freePort } from "./net.mjs";
import { inPackage, inRoot } from "./place.mjs";
import { eachLine, ended, startNode } from "./run.mjs";
import { say } from "./say.mjs";

function startCloud(port, { data, dev }, java) {
  const assembly = inRoot(dev ? "dist/cdk.dev" : "cdk.out");
  const args = ["--port", `${port}`, "--data", data, "--assembly", assembly, "--java", java, ...(dev ? ["--dev"] : [])];
  const child = startNode([inRoot("packages/local/src/main.ts"), ...args], { stdio: ["ignore", "pipe", "inherit"] });
  // Where it listens is for us to say: when the demo is there, too, and with Vite's port while developing.
  eachLine(child, (line) => /^(listening|ready) /.test(line) || say(`  ${line}`));
  return child;
}

/** Vite on the public port, with `/api` handed on to the local cloud: one origin, as it will be when deployed. */
function startVite(port, cloudPort) {
  const args = ["dev", "--port", `${port}`, "--strictPort", "--logLevel", "warn"];
  const env = { API_ORIGIN: `http://localhost:${cloudPort}` };
  return startNode([inPackage("vite/bin/vite.js"), ...args], { cwd: inRoot("web"), env });
}

/** Bundles saved functions anew; the local cloud sees the new file and runs it. */
const startBundler = () => startNode([inRoot("infra/bundle.ts"), "--watch"]);

/** Starts everything. `gone()` tells whether a part has ended, and `end` resolves with its exit code. */
export async function startAll(options, java) {
  const { port, dev } = options;
  const cloudPort = dev ? await freePort() : port;
  const children = [startCloud(cloudPort, options, java), ...(dev ? [startVite(port, cloudPort), startBundler()] : [])];
  let gone = false;
  const end = Promise.race(children.map(ended)).then((code) => {
    gone = true;
    return code;
  });
  return { gone: () => gone, end };
}
