import path from "node:path";
import { writeGolden } from "./golden.ts";

const changed = writeGolden(path.resolve(import.meta.dirname, "../../cdk.out"));
console.log(changed.length === 0 ? "as before" : `changed: ${changed.join(", ")}`);
