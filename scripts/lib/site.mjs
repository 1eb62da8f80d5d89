// Runs on Node 24, with the SDK: which account a deploy would reach, and the site's files into its bucket (ADR-4).
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { readSettings } from "../../infra/settings.ts";
import { site } from "./place.mjs";
import { command, step, Stop } from "./say.mjs";

const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

/** Uploads at a time. */
const lanes = 8;

const client = new S3Client();

async function account() {
  const found = await Promise.all([client.config.credentials(), client.config.region()]).catch(() => undefined);
  if (!found)
    throw new Stop(
      "no AWS credentials or region found: set AWS_PROFILE (or AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY) and AWS_REGION",
    );
  const [, region] = found;
  if (readSettings().waf === "on" && region !== "us-east-1")
    throw new Stop(
      `waf: CloudFront takes a web ACL from us-east-1 only, and this is ${region}. Make one there and give its ARN: -c waf=arn:…`,
    );
  return 0;
}

/** Pages last, so that none is seen before the files that it names. Compressed twins are the edge's own job. */
function toUpload() {
  const all = readdirSync(site, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = all.map((entry) => join(entry.parentPath, entry.name)).filter((file) => !/\.(br|gz)$/.test(file));
  return [files.filter((file) => !file.endsWith(".html")), files.filter((file) => file.endsWith(".html"))];
}

const put = (bucket) => (file) =>
  client.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: relative(site, file).split(sep).join("/"),
      Body: readFileSync(file),
      ContentType: types[extname(file)] ?? "application/octet-stream",
    }),
  );

async function inLanes(items, work) {
  const queue = [...items];
  const lane = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

async function upload(outputsFile) {
  const outputs = Object.assign({}, ...Object.values(JSON.parse(readFileSync(outputsFile, "utf8"))));
  await step("site", async () => {
    for (const files of toUpload()) await inLanes(files, put(outputs.SiteBucket));
  });
  return 0;
}

await command(() => (process.argv[2] === "account" ? account() : upload(process.argv[3])));
