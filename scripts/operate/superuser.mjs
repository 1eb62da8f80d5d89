// `npm run superuser -- NAME`: makes somebody a superuser who has registered. The first one can't be made by another; so this
// asks the function of the people itself, as the gateway does, with the right to invoke functions for its proof.
import { randomUUID } from "node:crypto";
import { command, say, Stop } from "../lib/say.mjs";
import { environmentOf, invoke, outputs } from "./reach.mjs";

const usage = "npm run superuser -- NAME";

/** What the gateway hands on for a superuser with this id. */
function request(secret, id, method, path, more) {
  const now = new Date();
  return {
    version: "2.0",
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: "",
    headers: { "content-type": "application/json", "x-origin-secret": secret },
    requestContext: {
      requestId: randomUUID(),
      routeKey: `${method} ${path}`,
      stage: "$default",
      time: now.toISOString(),
      timeEpoch: now.getTime(),
      http: { method, path, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "npm run superuser" },
      authorizer: { jwt: { claims: { sub: id, token_use: "access", "cognito:groups": "[superusers]" }, scopes: null } },
    },
    isBase64Encoded: false,
    ...more,
  };
}

async function main([name, ...more]) {
  if (!name || name.startsWith("-") || more.length > 0) throw new Stop(`use ${usage}`);
  const { UsersFunction } = outputs();
  const { ORIGIN_SECRET } = await environmentOf(UsersFunction);
  const ask = async (...args) => {
    const { statusCode, body } = await invoke(UsersFunction, request(ORIGIN_SECRET, ...args));
    const answer = JSON.parse(body);
    if (statusCode !== 200) throw new Stop(`${UsersFunction} answered ${statusCode}: ${answer.detail ?? body}`);
    return answer;
  };
  const users = "/api/tickets/users";
  const queryStringParameters = { search: name };
  const { results } = await ask("nobody", "GET", users, {
    queryStringParameters,
    rawQueryString: String(new URLSearchParams(queryStringParameters)),
  });
  const person = results.find(({ username }) => username.toLowerCase() === name.toLowerCase());
  if (!person) throw new Stop(`there is nobody called ${name}: register first, then give the user name`);
  await ask(person.id, "PATCH", `${users}/{id}`, {
    pathParameters: { id: person.id },
    body: JSON.stringify({ is_superuser: true }),
  });
  say(`${person.username} is a superuser from the next login on`);
  return 0;
}

await command(() => main(process.argv.slice(2)));
