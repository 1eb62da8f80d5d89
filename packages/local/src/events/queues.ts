import { text } from "../kit/json.ts";
import type { DurableMap } from "../kit/durable-map.ts";

/** Queues as the templates use them: something is put in, and a person, or a test, looks at it. */
export interface Queues {
  send(queue: string, body: string): void;
  /** The bodies of a queue's messages, the oldest first. */
  messages(queue: string): string[];
}

const prefix = (queue: string): string => `queue/${queue}/`;

export function createQueues(store: DurableMap): Queues {
  const of = (queue: string) => [...store.entries()].filter(([key]) => key.startsWith(prefix(queue)));
  return {
    send(queue, body) {
      store.set(`${prefix(queue)}${String(of(queue).length).padStart(9, "0")}`, { body });
    },
    messages: (queue) => of(queue).map(([, message]) => text(message["body"])),
  };
}
