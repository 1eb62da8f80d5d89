import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { StartError } from "../kit/start-error.ts";

/**
 * Checks the emulator's database file before the emulator opens it, because it would start on a damaged
 * one and fail every call without saying why.
 * @throws StartError naming the file
 */
export function checkDatabase(file: string): void {
  if (!existsSync(file)) return;
  try {
    const db = new DatabaseSync(file);
    const found = db.prepare("PRAGMA quick_check(1)").all()[0]?.["quick_check"];
    db.close();
    if (found !== "ok") throw new Error(String(found));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartError(`the data folder is damaged: ${file}: ${why}; restore it, or start with --fresh`);
  }
}
