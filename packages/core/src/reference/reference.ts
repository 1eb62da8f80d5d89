import generated from "../../../../docs/openapi.json" with { type: "json" };
import { operation, Reply } from "../kit/operation.ts";
import type { Document } from "./document.ts";
import { page as pageOf, policy } from "./page.ts";
import { referenceRoutes } from "./reference.schema.ts";

/** The generator's own output, which a test holds it to: the deployed function carries the document, not the generator. */
const published = generated as unknown as Document;

let rendered: string | undefined;

export const document = operation(referenceRoutes.document, async () => ({ ...published }));

export const page = operation(
  referenceRoutes.page,
  async () => new Reply((rendered ??= pageOf(published)), { headers: { "content-security-policy": policy } }),
);
