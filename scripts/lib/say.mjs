// What the commands print: plain lines, so that logs of CI read as well as a terminal.

/** An expected failure: its message is the one line that the user sees; empty when somebody said it already. */
export class Stop extends Error {}

export const say = (line = "") => process.stdout.write(`${line}\n`);

export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Runs one step and says how long it took, and what is going on when it takes a while. */
export async function step(name, work) {
  const start = performance.now();
  const timer = setTimeout(() => say(`  ${name} …`), 1000);
  try {
    const outcome = await work();
    say(`  ${name.padEnd(28)} ${outcome === "unchanged" ? "unchanged" : seconds(start)}`);
  } finally {
    clearTimeout(timer);
  }
}

/** Runs a command's main function: a Stop becomes one line and exit code 1, anything else is a bug. */
export async function command(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof Stop)) process.stderr.write(`${error?.stack ?? error}\n`);
    else if (error.message) process.stderr.write(`tessera: ${error.message}\n`);
    process.exitCode = 1;
  }
}
