// Preloaded into the Node processes that a command starts: when the command is gone, however it went, so are they.
import { isMainThread } from "node:worker_threads";

if (isMainThread && process.connected) {
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel.unref(); // a listener alone would keep the process from ending by itself
}
