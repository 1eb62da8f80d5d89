import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startProduct, worlds } from "./fixture.ts";
import { file, measureAll, page } from "./page.ts";

/** `npm run patterns`: measures every access pattern, and writes docs/access-patterns.md. */
const data = mkdtempSync(path.join(tmpdir(), "tessera-patterns-"));
const cloud = await startProduct(data);
try {
  process.stdout.write("filling projects of 100 and 1,000 tickets\n");
  const filled = await worlds(cloud);
  process.stdout.write("measuring\n");
  writeFileSync(file, page(await measureAll(filled)));
  process.stdout.write(`wrote ${path.relative(process.cwd(), file)}\n`);
} finally {
  await cloud.stop();
  rmSync(data, { recursive: true, force: true });
}
