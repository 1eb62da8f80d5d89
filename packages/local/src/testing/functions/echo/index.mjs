/** Says what it was given, or misbehaves as its path tells it to. */
let calls = 0;

export async function handler(event, context) {
  calls += 1;
  const answer = (body, more = {}) => ({
    statusCode: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    ...more,
  });
  switch (event.queryStringParameters?.do) {
    case "environment":
      return answer(process.env);
    case "sleep":
      return new Promise(() => {});
    case "spin":
      for (;;);
    case "throw":
      throw new TypeError("a bug");
    case "exit":
      return process.exit(3);
    case "memory":
      for (const kept = []; ;) kept.push(new Array(1e6).fill(Math.random()));
    case "print":
      console.log(JSON.stringify({ level: "INFO", hello: "world" }));
      return answer({});
    case "cookies":
      return answer({}, { cookies: ["a=1; HttpOnly", "b=2"] });
    case "bytes":
      return { statusCode: 200, headers: { "content-type": "image/png" }, body: "AAEC/w==", isBase64Encoded: true };
    case "bare":
      return { plain: true };
    default:
      return answer({ event, calls, remaining: context.getRemainingTimeInMillis() });
  }
}
