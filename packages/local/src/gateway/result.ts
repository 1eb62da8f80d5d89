import { flag, isObject, list, object, text, texts, type Json } from "../kit/json.ts";
import { refusal, type Response } from "./message.ts";

const internal = (): Response => refusal(500, "Internal Server Error");

/** Headers that the gateway sets itself. */
const own = ["connection", "content-length", "date", "server", "transfer-encoding", "keep-alive"];

/**
 * What a function returned, as an answer: payload 2.0. Without a `statusCode` it is a 200 whose body is the
 * value itself; what doesn't fit the format is the gateway's 500.
 */
export function toResponse(result: Json): Response {
  if (!isObject(result) || result["statusCode"] === undefined) {
    if (result === undefined || result === null)
      return { status: 200, headers: { "content-type": "application/json" }, body: Buffer.from("null") };
    const body = typeof result === "string" ? result : JSON.stringify(result);
    return { status: 200, headers: { "content-type": "application/json" }, body: Buffer.from(body) };
  }
  const status = Number(text(result["statusCode"]));
  const content = result["body"] ?? "";
  if (!Number.isInteger(status) || status < 100 || status > 599 || typeof content !== "string") return internal();
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(object(result["headers"])))
    if (!own.includes(name.toLowerCase())) headers[name.toLowerCase()] = texts(list(value)).join(",");
  const body = Buffer.from(content, flag(result["isBase64Encoded"]) ? "base64" : "utf8");
  if (body.length > 0) headers["content-type"] ??= "text/plain;charset=UTF-8";
  const cookies = texts(result["cookies"]);
  if (cookies.length > 0) headers["set-cookie"] = cookies;
  return { status, headers, body };
}
