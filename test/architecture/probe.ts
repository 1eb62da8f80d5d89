import type { ConnectionOptions, TLSSocket } from "node:tls";
import { deleteAccount } from "@tessera/core/auth/cognito";
import { send } from "@tessera/core/mail/mail";
import { findUser } from "@tessera/core/user/find";

/**
 * Asks each service that functions use, twice, and prints what came of it. `endpoints.test.ts` bundles it as functions are
 * bundled and runs it as a process of its own, whose TLS connections all end at this machine's port.
 */
const port = Number(process.env.STUB_PORT);
const tls = process.getBuiltinModule("node:tls") as { connect: (options: ConnectionOptions) => TLSSocket };
const { connect } = tls;
tls.connect = (options) => connect({ ...options, host: "127.0.0.1", port });

/** What came of it, or what went wrong and why. */
async function outcome(work: () => Promise<unknown>): Promise<unknown> {
  try {
    return (await work()) ?? null;
  } catch (error) {
    const { message, cause } = error as Error;
    return [message, ...(cause instanceof Error ? [cause.message] : [])].join(" ");
  }
}

const letter = { subject: "A letter", paragraphs: ["Nothing in it."] };
const outcomes: unknown[] = [];
for (let round = 0; round < 2; round++) {
  outcomes.push(await outcome(() => findUser("nobody")));
  outcomes.push(await outcome(() => deleteAccount("nobody")));
  outcomes.push(await outcome(() => send("nobody@example.com", letter)));
}
process.stdout.write(JSON.stringify(outcomes));
