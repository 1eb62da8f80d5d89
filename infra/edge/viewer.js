// Runs at the edge before the cache (CloudFront Functions, JavaScript runtime 2.0: no imports, one `handler`).
// Pages of the app are one file, boards a second that also names what a board loads (docs/adr/0012); the API is known
// without the trailing slash, because HTTP APIs refuse routes that end in one (docs/adr/0005).
// eslint-disable-next-line no-unused-vars -- CloudFront calls it
function handler(event) {
  const request = event.request;
  if (request.uri === "/api" || request.uri.startsWith("/api/")) {
    if (request.uri.endsWith("/")) request.uri = request.uri.slice(0, -1);
  } else if (!/\.[^/]*$/.test(request.uri)) {
    request.uri = request.uri.startsWith("/p/") ? "/board.html" : "/200.html";
  }
  return request;
}
