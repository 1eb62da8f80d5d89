import { pathOf, type Request, type Response } from "../gateway/message.ts";
import { serveHttp } from "../kit/http-server.ts";
import { listen, type Listening } from "../kit/listen.ts";
import type { BucketSpec } from "../template/model.ts";
import { corsHeaders, preflight } from "./cors.ts";
import { errorAnswer, escapeXml, S3Error, xml } from "./errors.ts";
import { mustFollow, readForm } from "./policy.ts";
import { authorise, newRequestId, objectCall, store, underFaults, type S3Options } from "./service.ts";
import { verifyForm, verifyRequest } from "./signature.ts";

/** Bytes of a request: the largest file that the product takes, and room to be refused for being larger. */
const bodyLimit = 128 * 1024 * 1024;

function targetOf(buckets: readonly BucketSpec[], path: string): { bucket: BucketSpec; key: string } {
  const [name = "", ...rest] = path.slice(1).split("/");
  const bucket = buckets.find((one) => one.name === name);
  if (!bucket) throw new S3Error(404, "NoSuchBucket", "The specified bucket does not exist");
  try {
    return { bucket, key: decodeURIComponent(rest.join("/")) };
  } catch {
    throw new S3Error(400, "InvalidURI", "Couldn't parse the specified URI.");
  }
}

/** A browser's upload form (Amazon S3 API Reference, "POST Object"). */
async function upload(options: S3Options, bucket: BucketSpec, request: Request): Promise<Response> {
  const form = await readForm(request.body, request.headers["content-type"] ?? "");
  const caller = verifyForm(form.fields, (id) => options.callers.find((one) => one.accessKeyId === id));
  mustFollow(bucket.name, form);
  const key = form.fields.get("key") ?? "";
  if (key === "") throw new S3Error(400, "InvalidArgument", "Bucket POST must contain a field named 'key'.");
  authorise(options, caller, "s3:PutObject", `${bucket.arn}/${key}`);
  const status = Number(form.fields.get("success_action_status"));
  const type = form.fields.get("content-type") ?? "binary/octet-stream";
  return underFaults(options, caller, "PostObject", () => {
    const etag = store(options, { bucket, key }, form.file, type, "POST Object");
    const location = `http://${request.headers["host"]}/${bucket.name}/${encodeURIComponent(key)}`;
    if (status !== 201)
      return { status: status === 200 ? 200 : 204, headers: { etag, location }, body: Buffer.alloc(0) };
    const said = [location, bucket.name, key, etag].map(escapeXml);
    return xml(
      201,
      `<PostResponse><Location>${said[0]}</Location><Bucket>${said[1]}</Bucket><Key>${said[2]}</Key><ETag>${said[3]}</ETag></PostResponse>`,
      { etag, location },
    );
  });
}

async function perform(options: S3Options, request: Request): Promise<Response> {
  const { bucket, key } = targetOf(options.buckets, pathOf(request));
  if (request.method === "OPTIONS")
    return { status: 200, headers: preflight(bucket.cors, options.site, request), body: Buffer.alloc(0) };
  if (key === "" && request.method === "POST") return upload(options, bucket, request);
  const caller = verifyRequest(request, (id) => options.callers.find((one) => one.accessKeyId === id));
  if (key === "") throw new S3Error(501, "NotImplemented", "Calls to a whole bucket are not part of the local cloud");
  return objectCall(options, caller, { bucket, key }, request);
}

async function answer(options: S3Options, request: Request): Promise<Response> {
  const requestId = newRequestId();
  const rules = options.buckets.find(({ name }) => name === pathOf(request).split("/")[1])?.cors ?? [];
  const cors = request.method === "OPTIONS" ? {} : corsHeaders(rules, options.site, request);
  const response = await perform(options, request).catch((error: unknown) => {
    if (error instanceof S3Error) return errorAnswer(error, requestId);
    throw error;
  });
  return { ...response, headers: { ...response.headers, ...cors, "x-amz-request-id": requestId, server: "AmazonS3" } };
}

/** S3 on a free port of 127.0.0.1, buckets by the first part of the path; functions and browsers both use it. */
export function startS3(options: S3Options, port = 0): Promise<Listening> {
  return listen(
    serveHttp((request) => answer(options, request), bodyLimit),
    port,
  );
}
