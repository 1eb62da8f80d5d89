import { get } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startCloud, type Cloud } from "./cloud.ts";
import { at, object, parseJson, text, type Json, type JsonObject } from "./kit/json.ts";
import { temporaryFolder, writeAssembly } from "./testing/fixture.ts";

let cloud: Cloud;
let token: string;
const assembly = writeAssembly(({ Resources }) => {
  delete Resources["TablePost"]; // a route less
});

beforeAll(async () => {
  cloud = await startCloud({ assembly, data: temporaryFolder(), inMemory: true, grantsDir: "", workers: 2 });
  await people("AdminCreateUser", { Username: "ada", MessageAction: "SUPPRESS" });
  await people("AdminSetUserPassword", { Username: "ada", Password: "correct horse", Permanent: true });
  const login = await people("AdminInitiateAuth", {
    AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: "ada", PASSWORD: "correct horse" },
  });
  token = text(at(login, "output", "AuthenticationResult", "AccessToken"));
});

afterAll(() => cloud.stop());
afterEach(() => cloud.faults.clear());

const people = (action: string, input: JsonObject): Promise<Json> => cloud.invoke("People", { action, input });
const table = (action: string, input: JsonObject): Promise<Json> =>
  cloud.invoke("Table", { action, input: { TableName: cloud.dynamodb.tableName, ...input } });
const key = (id: string): JsonObject => ({ pk: { S: id }, sk: { S: "x" } });
const open = (query: string, init: RequestInit = {}): Promise<Response> => fetch(`${cloud.url}/api/open${query}`, init);

describe("the gateway", () => {
  it("gives a function the event of payload 2.0, and only what the template names", async () => {
    const response = await open("/?a=1&a=2", { headers: { cookie: "x=1; y=2", "X-Mixed": "Case" } });

    const event = at(parseJson(await response.text()), "event");
    expect(response.status).toBe(200);
    expect(event).toMatchObject({
      version: "2.0",
      routeKey: "GET /api/open",
      rawPath: "/api/open",
      queryStringParameters: { a: "1,2" },
      cookies: ["x=1", "y=2"],
    });
    expect(object(at(event, "headers"))).toMatchObject({ "x-mixed": "Case" });
    expect(text(at(event, "headers", "x-origin-secret"))).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("answers 404 for a route that the template doesn't have", async () => {
    const response = await fetch(`${cloud.url}/api/table/`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
    });

    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ message: "Not Found" });
  });

  it("lets a valid token in and gives its claims as text", async () => {
    const response = await fetch(`${cloud.url}/api/items/a%2Fb/`, { headers: { authorization: `Bearer ${token}` } });

    const event = at(parseJson(await response.text()), "event");
    expect(at(event, "pathParameters", "id")).toBe("a/b");
    expect(object(at(event, "requestContext", "authorizer", "jwt", "claims"))).toMatchObject({
      token_use: "access",
      username: "ada",
    });
    expect(at(event, "requestContext", "authorizer", "jwt", "claims", "exp")).toMatch(/^\d+$/);
  });

  it("answers 401 without a token, with a tampered one, and for a wrong development key", async () => {
    const [head, body = "", signature] = token.split(".");
    const claims = object(parseJson(Buffer.from(body, "base64url").toString()));
    const tampered = [
      head,
      Buffer.from(JSON.stringify({ ...claims, "cognito:groups": ["superusers"] })).toString("base64url"),
      signature,
    ].join(".");

    for (const headers of [
      {},
      { authorization: `Bearer ${tampered}` },
      { authorization: "nonsense" },
      { "x-super-secret-key": "wrong" },
    ]) {
      const response = await fetch(`${cloud.url}/api/items/1/`, { headers });
      expect(response.status).toBe(401);
      expect(await response.json()).toEqual({ message: "Unauthorized" });
    }
  });

  it("makes the first superuser for the development key, and always acts as that one", async () => {
    const act = async (): Promise<Json> => {
      const response = await fetch(`${cloud.url}/api/items/1/`, {
        headers: { "x-super-secret-key": "dev-super-secret-key-12345" },
      });
      return at(parseJson(await response.text()), "event");
    };

    const [one, other] = await Promise.all([act(), act()]);
    const claims = object(at(one, "requestContext", "authorizer", "jwt", "claims"));

    expect(claims).toMatchObject({ "cognito:groups": "[superusers]", token_use: "access", username: "superuser" });
    expect(at(other, "requestContext", "authorizer", "jwt", "claims", "sub")).toBe(claims["sub"]);
    expect(at(one, "headers", "x-super-secret-key")).toBeUndefined();
  });

  it("passes bytes and cookies, and takes a plain value for an answer", async () => {
    expect([...new Uint8Array(await (await open("?do=bytes")).arrayBuffer())]).toEqual([0, 1, 2, 255]);
    expect((await open("?do=cookies")).headers.getSetCookie()).toEqual(["a=1; HttpOnly", "b=2"]);
    expect(await (await open("?do=bare")).json()).toEqual({ plain: true });
  });

  it.each([7_000_000, 12_000_000])("refuses a body of %i bytes: Lambda takes 6 MB, the gateway 10", async (size) => {
    const response = await open("", {
      method: "POST",
      body: Buffer.alloc(size),
      headers: { "content-type": "text/plain" },
    });

    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({ message: "Request Entity Too Large" });
  });

  it("answers to the names of this machine only", async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const { port } = new URL(cloud.url);
      get({ port, path: "/", headers: { host: "evil.example" } }, (response) =>
        resolve(response.resume().statusCode),
      ).on("error", reject);
    });

    expect(status).toBe(421);
  });
});

describe("a function", () => {
  it("finds what the template and Lambda give in its environment, and nothing of this machine", async () => {
    const names = Object.keys(object(parseJson(await (await open("?do=environment")).text())));

    expect(names).toContain("GREETING");
    expect(
      names.filter(
        (name) => !/^(AWS_|LAMBDA_|_HANDLER$|_X_AMZN_TRACE_ID$|TZ$|LANG$|PATH$|GREETING$|STACK$)/.test(name),
      ),
    ).toEqual([]);
  });

  it("stays warm between requests", async () => {
    const calls = async (): Promise<number> => Number(at(parseJson(await (await open("")).text()), "calls"));

    const first = await calls();
    expect(await calls()).toBe(first + 1);
  });

  it.each(["sleep", "spin"])("answers 503 when it takes longer than its timeout (%s)", async (kind) => {
    const response = await open(`?do=${kind}`);

    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ message: "Service Unavailable" });
  });

  it.each(["throw", "exit", "memory"])("answers 500 when it fails (%s), and the next request works", async (kind) => {
    const response = await open(`?do=${kind}`);

    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ message: "Internal Server Error" });
    expect((await open("")).status).toBe(200);
  });
});

describe("its role", () => {
  it("lets through what it grants, on the table and on the named index", async () => {
    expect(
      await table("PutItem", { Item: { ...key("allowed"), gsi1pk: { S: "i" }, gsi1sk: { S: "1" } } }),
    ).toHaveProperty("output");
    const query = {
      IndexName: "gsi1",
      KeyConditionExpression: "gsi1pk = :i",
      ExpressionAttributeValues: { ":i": { S: "i" } },
    };
    expect(at(await table("Query", query), "output", "Count")).toBe(1);
    expect(
      await table("TransactWriteItems", {
        TransactItems: [{ Delete: { TableName: cloud.dynamodb.tableName, Key: key("allowed") } }],
      }),
    ).toHaveProperty("output");
  });

  it("refuses what it doesn't grant with AccessDeniedException", async () => {
    expect(await table("Scan", {})).toMatchObject({ error: "AccessDeniedException" });
    expect(at(await table("Scan", {}), "message")).toMatch(
      /^User: arn:aws:sts::.*not authorized to perform: dynamodb:Scan on resource: arn:aws:dynamodb:.*:table\/Fixture-Store/,
    );
    expect(
      await cloud.invoke("People", { action: "ListUsersInGroup", input: { GroupName: "superusers" } }),
    ).toMatchObject({ error: "AccessDeniedException" });
  });

  it("is reported with what was used of it", () => {
    const book = cloud.grants()["Fixture/Table"];

    expect(book?.used).toContainEqual(expect.stringMatching(/^dynamodb:Query on .*index\/gsi1$/));
    expect(book?.granted).toContainEqual(expect.stringMatching(/^dynamodb:BatchWriteItem on /));
    expect(book?.used).not.toContainEqual(expect.stringMatching(/^dynamodb:BatchWriteItem on /));
  });
});

describe("faults", () => {
  it("throttle the nth matching call only", async () => {
    cloud.faults.add({ effect: "throttle", service: "dynamodb", actions: ["GetItem"], nth: 2 });

    expect(await table("GetItem", { Key: key("a") })).toHaveProperty("output");
    expect(await table("GetItem", { Key: key("a") })).toMatchObject({
      error: "ProvisionedThroughputExceededException",
    });
    expect(await table("GetItem", { Key: key("a") })).toHaveProperty("output");
    expect(cloud.faults.injected()).toEqual([
      { service: "dynamodb", action: "GetItem", function: "Table", effect: "throttle" },
    ]);
  });

  it("cancel a transaction with a reason for each item", async () => {
    cloud.faults.add({ effect: "conflict", times: 1 });
    const items = ["c1", "c2"].map((id) => ({ Put: { TableName: cloud.dynamodb.tableName, Item: key(id) } }));

    const answer = await table("TransactWriteItems", { TransactItems: items });

    expect(answer).toMatchObject({
      error: "TransactionCanceledException",
      reasons: [{ Code: "TransactionConflict" }, { Code: "None" }],
    });
    expect(await table("GetItem", { Key: key("c1") })).toEqual({ output: {} });
  });

  it("break the connection before the write, or after it was done", async () => {
    for (const [effect, written] of [
      ["timeout-before", false],
      ["timeout-after", true],
    ] as const) {
      cloud.faults.add({ effect, actions: ["PutItem"], times: 1 });

      expect(await table("PutItem", { Item: key(effect) })).toHaveProperty("error");
      expect(at(await table("GetItem", { Key: key(effect) }), "output", "Item") !== undefined).toBe(written);
    }
  });

  it("reach Cognito under its own names", async () => {
    cloud.faults.add({ effect: "throttle", service: "cognito-idp", times: 1 });
    expect(await people("AdminGetUser", { Username: "ada" })).toMatchObject({ error: "TooManyRequestsException" });
    cloud.faults.add({ effect: "internal", service: "cognito-idp", times: 1 });
    expect(await people("AdminGetUser", { Username: "ada" })).toMatchObject({ error: "InternalErrorException" });
  });

  it("end the process of the function that calls, before the write or after it, and the next one serves again", async () => {
    for (const [effect, written] of [
      ["death-before", false],
      ["death-after", true],
    ] as const) {
      const id = `killed-${effect}`;
      cloud.faults.add({ effect, service: "dynamodb", actions: ["PutItem"], times: 1 });

      await expect(table("PutItem", { Item: key(id) })).rejects.toThrow("Runtime.ExitError");
      expect(at(await table("GetItem", { Key: key(id) }), "output", "Item") !== undefined).toBe(written);
    }
  });

  it("end an invocation before it did anything, or when it has done all and nobody has heard of it", async () => {
    for (const [effect, written] of [
      ["death-before", false],
      ["death-after", true],
    ] as const) {
      const id = `unheard-${effect}`;
      cloud.faults.add({ effect, service: "lambda", actions: ["Invoke"], function: "Table", times: 1 });

      await expect(table("PutItem", { Item: key(id) })).rejects.toThrow("Runtime.ExitError");
      expect(at(await table("GetItem", { Key: key(id) }), "output", "Item") !== undefined).toBe(written);
    }
  });

  it("serve an index from an older state, which catches up", async () => {
    const item = (id: string): JsonObject => ({ Item: { ...key(id), gsi1pk: { S: "lag" }, gsi1sk: { S: id } } });
    const query = {
      IndexName: "gsi1",
      KeyConditionExpression: "gsi1pk = :i",
      ExpressionAttributeValues: { ":i": { S: "lag" } },
    };
    const count = async (): Promise<Json> => at(await table("Query", query), "output", "Count");
    await table("PutItem", item("before"));
    await cloud.faults.indexLag(3000);

    for (const id of ["l1", "l2", "l3", "l4", "l5", "l6"]) await table("PutItem", item(id));

    expect(Number(await count())).toBeLessThan(7);
    await expect.poll(count, { timeout: 10_000 }).toBe(7);
  });
});
