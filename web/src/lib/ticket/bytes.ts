const units = ["KB", "MB", "GB"] as const;
const number = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** A file's size as people say it: 512 bytes, 1.4 MB. */
export function bytes(size: number): string {
  if (size < 1000) return size === 1 ? "1 byte" : `${size} bytes`;
  let rest = size / 1000;
  let unit = 0;
  while (rest >= 999.95 && unit < units.length - 1) {
    rest /= 1000;
    unit += 1;
  }
  return `${number.format(rest)} ${units[unit]}`;
}
