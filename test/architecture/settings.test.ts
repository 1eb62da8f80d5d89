import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parseSettings } from "../../infra/settings.ts";
import { root } from "./templates.ts";

const folder = mkdtempSync(path.join(tmpdir(), "tessera-settings-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** All templates that a deploy with these settings would bring, as one text, and what synthesis said. */
function synth(settings: Record<string, unknown>): { text: string; said: string } {
  const outdir = mkdtempSync(path.join(folder, "out-"));
  const env = { ...process.env, CDK_OUTDIR: outdir, TESSERA_SETTINGS: JSON.stringify(settings) };
  const { stderr } = spawnSync(process.execPath, ["infra/app.ts"], { cwd: root, env, encoding: "utf8" });
  const files = readdirSync(outdir).filter((file) => file.endsWith(".template.json"));
  return { text: files.map((file) => readFileSync(path.join(outdir, file), "utf8")).join("\n"), said: stderr };
}

/** What a deploy's first step reads, with settings of its own in `cdk.json`. */
function aCopy(tessera: Record<string, string>): string {
  const dir = mkdtempSync(path.join(folder, "copy-"));
  for (const part of ["scripts", "infra/settings.ts", "package.json"])
    cpSync(path.join(root, part), path.join(dir, part), { recursive: true });
  symlinkSync(path.join(root, "node_modules"), path.join(dir, "node_modules"));
  writeFileSync(path.join(dir, "cdk.json"), JSON.stringify({ context: { tessera } }));
  return dir;
}

const certificate = "arn:aws:acm:us-east-1:111122223333:certificate/0a1b";
const stream = "arn:aws:dynamodb:eu-central-1:111122223333:table/restored/stream/2026-11-22T10:00:00.000";

describe("Settings", () => {
  it("have defaults that need no domain", () => {
    expect(parseSettings({})).toEqual({
      mailFrom: "tessera@mail.example.com",
      budget: 20,
      logDays: 30,
      backupDays: 35,
      waf: "off",
      tracing: "off",
    });
  });

  it.each([
    [{ domian: "a.example.com" }, /^domian: no such setting$/],
    [{ mailFrom: "nobody" }, /^mailFrom: use an e-mail address$/],
    [{ domain: "https://a.example.com", certificate }, /^domain: use a name like/],
    [{ domain: "a.example.com" }, /^domain: needs a certificate$/],
    [{ certificate }, /^certificate: needs a domain$/],
    [
      { domain: "a.example.com", certificate: certificate.replace("us-east-1", "eu-west-1") },
      /^certificate: use the ARN/,
    ],
    [{ logDays: "31" }, /^logDays: use one of 1, 3/],
    [{ backupDays: "36" }, /^backupDays: use 1 to 35$/],
    [{ backupDays: "many" }, /^backupDays: use a number$/],
    [{ waf: "yes" }, /^waf: use on, off or a web ACL's ARN$/],
    [{ stream: "restored" }, /^stream: use the ARN of a table's stream$/],
  ])("refuse %j in one line", (settings, line) => {
    expect(() => parseSettings(settings)).toThrow(line);
  });

  it("all together make templates that hold what they say", { timeout: 300_000 }, () => {
    const { text, said } = synth({
      alarmMail: "ops@example.com",
      budget: "50",
      mailFrom: "tessera@example.com",
      domain: "tickets.example.com",
      certificate,
      logDays: "7",
      backupDays: "14",
      waf: "on",
      tracing: "on",
    });

    expect(said).not.toMatch(/error/i);
    expect(text).toMatch(/"RetentionInDays": 7\b/);
    expect(text).not.toMatch(/"RetentionInDays": 30\b/);
    expect(text).toMatch(/"RecoveryPeriodInDays": 14\b/);
    expect(text).toContain('"EmailIdentity": "example.com"');
    expect(text).toMatch(/"Aliases": \[\s*"tickets\.example\.com"/);
    expect(text).toMatch(/"AllowedOrigins": \[\s*"https:\/\/tickets\.example\.com"\s*\]/);
    expect(text).toContain("AWS::WAFv2::WebACL");
    expect(text).toContain("WebACLId");
    expect(text.match(/"Mode": "Active"/g)).toHaveLength(text.match(/"AWS::Lambda::Function"/g)?.length ?? 0);
    expect(text).toContain("xray:PutTraceSegments");
    expect(text).toMatch(/"Amount": 50\b/);
    expect(text.match(/"(?:Address|Endpoint)": "ops@example\.com"/g)).toHaveLength(3); // alarms, and twice the bill
  });

  it.each([
    ["eu-central-1", "given with the command", { TESSERA_SETTINGS: '{"waf":"on"}' }, {}],
    ["eu-central-1", "kept in cdk.json", {}, { waf: "on" }],
    ["us-east-1", "kept in cdk.json", {}, { waf: "on" }],
  ])("are held against the region before anything is built: a web ACL in %s, %s", (region, _, given, kept) => {
    const dir = aCopy(kept);
    const env = { AWS_REGION: region, AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b", ...given };
    const site = path.join(dir, "scripts/lib/site.mjs");
    const { stderr, status } = spawnSync(process.execPath, [site, "account"], { cwd: dir, env, encoding: "utf8" });
    const refused = region !== "us-east-1";

    expect(stderr.startsWith("tessera: waf: CloudFront takes a web ACL from us-east-1 only, and this is ")).toBe(
      refused,
    );
    expect(status).toBe(refused ? 1 : 0);
  });

  it("lead all functions, their grants and the stream's readers to a restored table", { timeout: 300_000 }, () => {
    const { text } = synth({ stream });

    expect(text.match(/"TABLE_NAME": "restored"/g)?.length).toBeGreaterThan(10);
    expect(text).not.toMatch(/"TABLE_NAME": \{/);
    expect(text.match(new RegExp(`"EventSourceArn": "${stream.replaceAll(".", "\\.")}"`, "g"))).toHaveLength(2);
    expect(text).toContain(`"${stream.slice(0, stream.indexOf("/stream"))}/index/gsi1"`);
    expect(text).toContain("AWS::DynamoDB::GlobalTable"); // the old one stays
  });
});
