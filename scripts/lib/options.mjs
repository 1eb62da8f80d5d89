import { resolve } from "node:path";
import { root } from "./place.mjs";
import { Stop } from "./say.mjs";

const usage = "npm start -- [--port N] [--data DIR] [--fresh] [--no-demo] [--dev]";

function port(value) {
  if (!/^\d{1,5}$/.test(value) || Number(value) < 1 || Number(value) > 65535)
    throw new Stop(`--port ${value}: use a number from 1 to 65535`);
  return Number(value);
}

/** The options of `npm start`; both `--port 80` and `--port=80` are understood. */
export function startOptions(args) {
  const options = { port: 3000, data: resolve(root, ".tessera"), fresh: false, demo: true, dev: false };
  const words = args.flatMap((arg) =>
    /^--[a-z]+=/.test(arg) ? [arg.slice(0, arg.indexOf("=")), arg.slice(arg.indexOf("=") + 1)] : [arg],
  );
  const value = (name) => {
    const next = words.shift();
    if (next === undefined || next === "" || next.startsWith("--")) throw new Stop(`${name} needs a value (${usage})`);
    return next;
  };
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === "--port") options.port = port(value(word));
    else if (word === "--data") options.data = resolve(value(word));
    else if (word === "--fresh") options.fresh = true;
    else if (word === "--no-demo") options.demo = false;
    else if (word === "--dev") options.dev = true;
    else throw new Stop(`unknown option ${word} (${usage})`);
  }
  return options;
}
