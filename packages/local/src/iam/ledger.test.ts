import { describe, expect, it } from "vitest";
import type { FunctionSpec } from "../template/model.ts";
import { readModel } from "../template/read.ts";
import { temporaryFolder, writeAssembly } from "../testing/fixture.ts";
import { createLedger, unusedGrants, writeReport } from "./ledger.ts";

const functions: readonly FunctionSpec[] = readModel(writeAssembly()).functions;
const table = functions.find((one) => one.name === "Table")?.role.statements[0]?.Resource[0] ?? "";

describe("the report of grants", () => {
  it("merges the runs of a session and names what none of them used", () => {
    const dir = temporaryFolder();
    for (const action of ["GetItem", "PutItem"]) {
      const run = createLedger(functions);
      run.use("Fixture/Table", { action: `dynamodb:${action}`, resource: table, context: {} });
      writeReport(dir, run.report());
    }

    const unused = unusedGrants(dir, functions).filter((line) => line.startsWith("Fixture/Table:"));

    expect(unused).toContain(`Fixture/Table: dynamodb:DeleteItem on ${table}`);
    expect(unused).toContain(`Fixture/Table: dynamodb:Query on ${table}/index/gsi1`);
    expect(unused).not.toContain(`Fixture/Table: dynamodb:GetItem on ${table}`);
    expect(unused).not.toContain(`Fixture/Table: dynamodb:PutItem on ${table}`);
  });

  it("leaves out what only the runtime uses, and functions that are no longer in the templates", () => {
    const dir = temporaryFolder();
    writeReport(dir, { "Fixture/Gone": { granted: ["dynamodb:Scan on x"], used: [] } });

    expect(unusedGrants(dir, functions).filter((line) => /Gone|logs:/.test(line))).toEqual([]);
  });
});
