import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openapi } from "./openapi.ts";

/** The committed document: `npm run openapi` writes it, the reference's function serves it, a test compares it. */
export const file = fileURLToPath(new URL("../../../../docs/openapi.json", import.meta.url));

export const text = (): string => `${JSON.stringify(openapi(), null, 2)}\n`;

if (import.meta.main) writeFileSync(file, text());
