import { isEnum, params, valuesOf, type Param, type Query } from "./query.ts";

/** Both asked for: values of one parameter are those of both. Undefined when nothing can be. */
export function both(a: Query, b: Query): Query | undefined {
  const all: Partial<Record<Param, string>> = { ...a };
  for (const name of params) {
    const [one, other] = [a[name], b[name]];
    if (!other) continue;
    if (!one || one === other) all[name] = other;
    else if (isEnum(name)) {
      const shared = valuesOf(one).filter((word) => valuesOf(other).includes(word));
      if (shared.length === 0) return undefined;
      all[name] = shared.join(",");
    } else if (name === "due_after") all[name] = one > other ? one : other;
    else if (name === "due_before") all[name] = one < other ? one : other;
    else all[name] = other;
  }
  return all;
}
