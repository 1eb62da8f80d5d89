import { Stop } from "./say.mjs";

/**
 * Takes `-c name=value` and `--context name=value` out of a command's arguments and hands them to the synthesis, which knows
 * what they mean (infra/settings.ts). Answers the other arguments.
 */
export function takeSettings(args) {
  const settings = {};
  const rest = [];
  const queue = [...args];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    const [, joined] = /^(?:-c|--context)(?:=(.*))?$/s.exec(word) ?? [];
    if (joined === undefined && word !== "-c" && word !== "--context") {
      rest.push(word);
      continue;
    }
    const [, name, value] = /^(\w+)=(.+)$/s.exec(joined ?? queue.shift() ?? "") ?? [];
    if (!name)
      throw new Stop("-c needs name=value, as in -c mailFrom=tessera@example.com (docs/runbook.md has all of them)");
    settings[name] = value;
  }
  process.env.TESSERA_SETTINGS = JSON.stringify(settings);
  return rest;
}
