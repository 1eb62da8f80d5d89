import { marshall } from "@aws-sdk/util-dynamodb";
import { idIn } from "@tessera/core/kit/id";
import { TagEntity } from "@tessera/core/tag/tag.entity";
import type { JsonObject } from "@tessera/local/kit/json";
import { onTheTable } from "./table.ts";

/** A tag of a project, put where the tags of projects are: no endpoint makes them yet. */
export async function aTag(project: string, name: string): Promise<{ id: string; name: string; color: string }> {
  const at = new Date().toISOString();
  const tag = { project, id: idIn(project), name, color: "#123456", version: 1, created_at: at, updated_at: at };
  const { Item } = TagEntity.put(tag).params<{ Item: Record<string, unknown> }>();
  await onTheTable("PutItem", { Item: marshall(Item) as unknown as JsonObject }); // plain JSON by its definition
  return { id: tag.id, name, color: tag.color };
}
