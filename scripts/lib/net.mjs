import { createServer } from "node:net";
import { Stop } from "./say.mjs";

const listen = (port) =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, () => {
      const { port: given } = server.address();
      server.close(() => resolve(given));
    });
  });

export async function expectFree(port) {
  try {
    await listen(port);
  } catch (error) {
    throw new Stop(
      error.code === "EACCES"
        ? `port ${port} needs privileges: choose another with --port N`
        : `port ${port} is taken: choose another with --port N`,
    );
  }
}

export const freePort = () => listen(0);

/** Waits until the address answers 200, unless `gone()`: whoever should answer has ended, and has said why. */
export async function answers(url, { gone, within = 60_000, every = 100 }) {
  const end = Date.now() + within;
  while (Date.now() < end) {
    if (gone()) throw new Stop();
    const status = await fetch(url, { headers: { accept: "text/html,application/json" } }).then(
      (r) => r.arrayBuffer().then(() => r.status),
      () => 0,
    );
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, every));
  }
  throw new Stop(`${url} does not answer`);
}
