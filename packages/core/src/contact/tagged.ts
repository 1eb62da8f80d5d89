import { projectOf } from "../kit/id.ts";
import { readAll } from "../table/batch.ts";
import { tableName } from "../table/client.ts";
import { put, update, type Write } from "../table/transact.ts";
import { ContactEntity, ContactTagEntity, type ContactItem } from "./contact.entity.ts";

/** Writes a contact that must still be as it was read. */
export const saveContact = (after: ContactItem, before: ContactItem): Write =>
  put(
    ContactEntity.put({ ...after, rev: before.rev + 1 })
      .where((a, o) => o.eq(a.rev, before.rev))
      .params(),
    () => "again",
  );

/** A contact's place among those of a tag and its project. */
export const putContactTag = ({ id, key }: ContactItem, tag: string): Write =>
  put(ContactTagEntity.put({ id, key, tag, project: projectOf(tag) ?? "" }).params());

const tagKey = (tag: string) => ({ pk: `p#${tag.split(".")[0]}`, sk: `t#${tag}` });

/** One contact more, or fewer, for a tag that must still be there. */
export const countContact = (tag: string, by: 1 | -1): Write =>
  update(
    {
      TableName: tableName,
      Key: tagKey(tag),
      UpdateExpression: "ADD contacts_count :by",
      ConditionExpression: "attribute_exists(pk)",
      ExpressionAttributeValues: { ":by": by },
    },
    () => "again", // the tag has just been deleted: to read anew tells
  );

/** The contact's tags that are still there: a deleted one leaves its trace for a while. */
export async function aliveTags(contact: ContactItem): Promise<string[]> {
  const items = await readAll(contact.tags.map(({ id }) => tagKey(id)));
  return items.map((tag) => String(tag.id));
}
