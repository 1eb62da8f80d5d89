import { files } from "#lib/text/files.ts";
import { locale } from "#lib/text/words.ts";

const units = ["KB", "MB", "GB"] as const;
const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

/** A file's size as people say it: 512 bytes, 1.4 MB. */
export function bytes(size: number): string {
  if (size < 1000) return files.bytes(size);
  let rest = size / 1000;
  let unit = 0;
  while (rest >= 999.95 && unit < units.length - 1) {
    rest /= 1000;
    unit += 1;
  }
  return `${number.format(rest)} ${units[unit]}`;
}
