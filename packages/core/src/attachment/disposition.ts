/** What a browser may show in a tab of its own; everything else could be a page with scripts, or is no use there. */
const shown = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"]);

/** File systems take names of 255 bytes, and S3 addresses of 8 KB in all. */
const mostBytes = 200;

/** Separators and what Windows refuses; and the marks by which `fdp.exe` reads as `exe.pdf`. */
const misleading = /[\p{Cc}/\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Shortened in front of its ending, between code points. */
function shortened(name: string): string {
  const [, stem = name, end = ""] = /^(.+?)(\.[^.]{1,16})?$/su.exec(name) ?? [];
  const room = mostBytes - Buffer.byteLength(end);
  let kept = "";
  for (const c of stem) {
    if (Buffer.byteLength(kept + c) > room) break;
    kept += c;
  }
  return kept + end;
}

const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * `Content-Disposition` of a file (RFC 6266, with the name as RFC 5987 writes it): shown in place for what is safe by
 * its stored type, saved under its own name else.
 */
export function disposition({ filename, content_type }: { filename: string; content_type: string }): string {
  const how = shown.has(content_type.split(";")[0]?.trim() ?? "") ? "inline" : "attachment";
  const name = shortened(filename.replace(misleading, "_")).replace(/^\.+$/, "_");
  const plain = name.replace(/[^ !#-~]|[%\\]/gu, "_");
  return `${how}; filename="${plain}"; filename*=UTF-8''${encoded(name)}`;
}
