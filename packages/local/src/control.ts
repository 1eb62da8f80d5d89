import type { Cloud } from "./cloud.ts";
import { serviceNames, type Fault, type FaultEffect } from "./faults/faults.ts";
import { pathOf, refusal, type Request, type Response } from "./gateway/message.ts";
import { at, number, object, parseJson, text, texts, type Json, type JsonObject } from "./kit/json.ts";
import { serveHttp } from "./kit/http-server.ts";
import { listen, type Listening } from "./kit/listen.ts";

/**
 * Remote control for tests that run the local cloud as a child (`--control`): faults, lag, grants, invocations.
 * Every request needs the header `x-tessera-control`, which no web page can send here.
 *
 *   POST   /faults    a Fault as JSON        DELETE /faults    clear all, lag included
 *   GET    /faults    what was injected      PUT    /lag       {"ms": 1000}
 *   PUT    /seed      {"seed": 7}            GET    /grants    the report so far
 *   POST   /reload    {"name": "Tickets"} or {}
 *   POST   /idle      {"within": 1000}, answers when the streams are read to their end
 *   GET    /queues    {"name": […messages]}
 *   GET    /mails     what was sent, the newest first
 *   POST   /invoke    {"name": "Tickets", "event": {…}}, answers what the function returned
 */
const effects: FaultEffect[] = ["throttle", "conflict", "timeout-before", "timeout-after", "internal"];

const json = (value: Json): Response => ({
  status: 200,
  headers: { "content-type": "application/json" },
  body: Buffer.from(JSON.stringify(value ?? null)),
});

/** Numbers that were given, and none that were not. */
function numbers(body: JsonObject): Partial<Fault> {
  const given = ["nth", "probability", "times", "hold"].filter((name) => body[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, number(body[name], 0)]));
}

/** @throws Error for an effect or service that doesn't exist */
export function readFault(body: JsonObject): Fault {
  const effect = effects.find((one) => one === body["effect"]);
  if (!effect) throw new Error(`effect must be one of ${effects.join(", ")}`);
  const service = serviceNames.find((one) => one === body["service"]);
  if (service === undefined && body["service"] !== undefined)
    throw new Error(`service must be one of ${serviceNames.join(", ")}`);
  return {
    effect,
    ...(service !== undefined && { service }),
    ...(body["actions"] !== undefined && { actions: texts(body["actions"]) }),
    ...(body["function"] !== undefined && { function: text(body["function"]) }),
    ...numbers(body),
  };
}

async function act(cloud: Cloud, request: Request): Promise<Response> {
  const body = object(request.body.length > 0 ? parseJson(request.body.toString()) : {});
  switch (`${request.method} ${pathOf(request)}`) {
    case "POST /faults":
      cloud.faults.add(readFault(body));
      return json({});
    case "GET /faults":
      return json(cloud.faults.injected().map((one) => ({ ...one })));
    case "DELETE /faults":
      await cloud.faults.clear();
      return json({});
    case "PUT /lag":
      await cloud.faults.indexLag(number(at(body, "ms"), 0));
      return json({});
    case "PUT /seed":
      cloud.faults.seed(number(at(body, "seed"), 1));
      return json({});
    case "GET /grants":
      return json(cloud.grants());
    case "GET /mails":
      return json(cloud.mails.all().map((mail) => ({ ...mail, to: [...mail.to] })));
    case "POST /reload":
      cloud.reload(text(body["name"]) || undefined);
      return json({});
    case "POST /idle":
      await cloud.stream.idle(number(at(body, "within"), 60_000));
      return json({});
    case "GET /queues":
      return json(Object.fromEntries(cloud.model.queues.map(({ name }) => [name, cloud.queues.messages(name)])));
    case "POST /invoke":
      return json(await cloud.invoke(text(body["name"]), object(body["event"])));
    default:
      return refusal(404, "Not Found");
  }
}

/** Opens the control port, a free one of 127.0.0.1. */
export function startControl(cloud: Cloud): Promise<Listening> {
  const server = serveHttp(async (request) => {
    if (request.headers["x-tessera-control"] === undefined) return refusal(403, "Forbidden");
    try {
      return await act(cloud, request);
    } catch (error) {
      return refusal(400, error instanceof Error ? error.message : String(error));
    }
  });
  return listen(server, 0);
}
