import { createServer, type Server } from "node:http";
import { StartError } from "./start-error.ts";

export interface Listening {
  readonly port: number;
  /** Stops taking connections and ends the open ones. */
  close(): Promise<void>;
}

/**
 * Listens on a loopback address; port 0 takes a free one.
 * @throws StartError when the port is taken
 */
export function listen(server: Server, port: number, host = "127.0.0.1"): Promise<Listening> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const message = `port ${port} is taken: stop the other program, or choose one with --port`;
      reject(error.code === "EADDRINUSE" ? new StartError(message) : error);
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve({
        port: typeof address === "object" && address !== null ? address.port : port,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
}

/**
 * Says early that a port is taken, before anything slow is started.
 * @throws StartError
 */
export async function expectFree(port: number): Promise<void> {
  await (await listen(createServer(), port)).close();
}
