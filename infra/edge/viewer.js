// Runs at the edge before the cache (CloudFront Functions, JavaScript runtime 2.0: no imports, one `handler`).
// What ends as files' names do is a file; ids have a dot, too, but more than an extension behind it. Pages of the app are
// one file, boards a second that also names what a board loads (docs/adr/0012); the API is known without the trailing
// slash, because HTTP APIs refuse routes that end in one (docs/adr/0005), and is told who asks: it sees the edge's address
// only, and a header of that name which a client sends is overwritten here.
// eslint-disable-next-line no-unused-vars -- CloudFront calls it
function handler(event) {
  const request = event.request;
  if (request.uri === "/api" || request.uri.startsWith("/api/")) {
    if (request.uri.endsWith("/")) request.uri = request.uri.slice(0, -1);
    request.headers["x-viewer-address"] = { value: event.viewer.ip };
  } else if (!/\.\w{1,12}$/.test(request.uri)) {
    request.uri = request.uri.startsWith("/p/") ? "/board.html" : "/200.html";
  }
  return request;
}
