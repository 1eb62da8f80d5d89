import path from "node:path";
import { writeGolden } from "./golden.ts";

const changed = writeGolden(path.resolve(import.meta.dirname, "../../cdk.out"));
process.stdout.write(changed.length === 0 ? "as before\n" : `changed: ${changed.join(", ")}\n`);
