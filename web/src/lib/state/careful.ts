import { ApiError } from "#lib/api/error.ts";

interface Versioned {
  readonly version: number;
}

/**
 * Saves fields that were typed over `seen`. What others changed meanwhile in other fields stays; a field that both
 * changed is refused with a 412, after `told` what is there now.
 */
export async function saveOver<T extends Versioned>(
  seen: T,
  fields: object,
  { patch, read, told }: { patch: (version: number) => Promise<T>; read: () => Promise<T>; told: (now: T) => void },
): Promise<void> {
  try {
    return told(await patch(seen.version));
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 412) throw error;
    const now = await read();
    told(now);
    const [before, after] = [new Map<string, unknown>(Object.entries(seen)), new Map(Object.entries(now))];
    if (Object.keys(fields).some((field) => before.get(field) !== after.get(field))) throw error;
    told(await patch(now.version));
  }
}
