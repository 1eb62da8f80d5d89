import { tableName } from "../table/client.ts";
import { update, type Write } from "../table/transact.ts";
import { bucket, countsIn, type Counts } from "./count.ts";

/**
 * How many tickets have a tag. The counter is there from the tag's creation to its deletion, and counting demands it
 * (`countWrites`): so a tag that is being deleted can't come to a ticket meanwhile.
 */
const counter = (project: string, tag: string) => ({
  TableName: tableName,
  Key: { pk: `k#${project.toLowerCase()}#g`, sk: bucket(tag) },
  ExpressionAttributeNames: { "#tag": tag },
});

/** The counter of a new tag. */
export const openTagCount = (project: string, tag: string): Write =>
  update({
    ...counter(project, tag),
    UpdateExpression: "ADD #tag :none",
    ExpressionAttributeValues: { ":none": 0 },
  });

/** Takes a tag's counter away, whatever it says. */
export const closeTagCount = (project: string, tag: string): Write =>
  update({ ...counter(project, tag), UpdateExpression: "REMOVE #tag" });

/** How many tickets each tag of a project has (`of(tag)`), one query. */
export const readTagCounts = (project: string, consistent = false): Promise<Counts> =>
  countsIn(`k#${project.toLowerCase()}#g`, consistent);
