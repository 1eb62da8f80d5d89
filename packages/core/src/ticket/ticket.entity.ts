import { Entity, type EntityItem } from "electrodb";
import { statuses } from "../column/column.schema.ts";
import { onTable } from "../table/on-table.ts";
import { importances, types, urgencies } from "./ticket.schema.ts";

/** The partition of a ticket: card, description, involvements, comments, links, files, events. */
export const ticketPk = { field: "pk", composite: ["project", "number"], template: "t#${project}#${number}" } as const;
export const ticketNumber = { type: "number", required: true, padding: { length: 7, char: "0" } } as const;
const none = { composite: [], template: "c" } as const;

/** Every facet is ordered by creation, through one shared attribute. */
const byCreation = { field: "gsi2sk", composite: ["created"], template: "${created}", casing: "none" } as const;
const inProject = { field: "gsi2pk", composite: ["project"], template: "${project}" } as const;

/**
 * What boards and lists show of a ticket, one item of less than 1 KB, so that a move costs one unit where a
 * 50 KB description would cost fifty. Attributes that an index orders by *are* that index's key and are stored
 * once: `created`, `changed`, `due` and `name_key` end in the number, so that ties have an order. "-" and "~"
 * stand for "no parent" and "no date" ("~" sorts after every date). `rev` counts every write of the item,
 * `version` only changes of the ticket itself.
 */
export const CardEntity = new Entity(
  {
    model: { entity: "card", version: "1", service: "tessera" },
    attributes: {
      project: { type: "string", required: true, field: "p" },
      number: { ...ticketNumber, field: "no" },
      name: { type: "string", required: true, field: "n" },
      type: { type: types, required: true, field: "ty" },
      status: { type: statuses, required: true, field: "st" },
      priority_id: { type: "number", required: true, field: "pr" },
      urgency: { type: urgencies, required: true, field: "ur" },
      importance: { type: importances, required: true, field: "im" },
      column: { type: "string", required: true, field: "gsi1pk" },
      rank: { type: "string", required: true, field: "gsi1sk" },
      assignee_ids: { type: "list", items: { type: "string" }, required: true, field: "as" },
      reporter: { type: "string", required: true, field: "re" },
      parent: { type: "string", required: true, default: "-", field: "pa" },
      tags: {
        type: "list",
        items: {
          type: "map",
          properties: {
            id: { type: "string", required: true },
            by: { type: "string" },
            at: { type: "number", required: true },
          },
        },
        required: true,
        field: "ta",
      },
      followers: { type: "string", required: true, default: "", field: "fo" },
      comments: { type: "number", required: true, default: 0, field: "cm" },
      attachments: { type: "number", required: true, default: 0, field: "at" },
      subtasks: { type: "number", required: true, default: 0, field: "su" },
      /** For their limit only; a card that never had one has none. */
      links: { type: "number", field: "li" },
      due: { type: "string", required: true, field: "gsi13sk" },
      start_date: { type: "string", field: "sd" },
      created: { type: "string", required: true, field: "gsi2sk" },
      changed: { type: "string", required: true, field: "gsi11sk" },
      name_key: { type: "string", required: true, field: "gsi12sk" },
      month: { type: "string", required: true, field: "mo" },
      among_all: { type: "string", required: true, field: "gsi14sk" },
      rev: { type: "number", required: true, field: "rv" },
      version: { type: "number", required: true, field: "ve" },
    },
    indexes: {
      card: { pk: ticketPk, sk: { field: "sk", ...none } },
      board: {
        index: "gsi1",
        pk: { field: "gsi1pk", composite: ["column"], template: "${column}", casing: "none" },
        sk: { field: "gsi1sk", composite: ["rank"], template: "${rank}", casing: "none" },
      },
      byProject: { index: "gsi2", pk: inProject, sk: byCreation },
      byColumn: {
        index: "gsi3",
        pk: { field: "gsi1pk", composite: ["column"], template: "${column}", casing: "none" },
        sk: byCreation,
      },
      byStatus: {
        index: "gsi4",
        pk: { field: "gsi4pk", composite: ["project", "status", "type"], template: "${project}#${status}#${type}" },
        sk: byCreation,
      },
      byPriority: {
        index: "gsi5",
        pk: { field: "gsi5pk", composite: ["project", "priority_id"], template: "${project}#${priority_id}" },
        sk: byCreation,
      },
      byWeight: {
        index: "gsi6",
        pk: {
          field: "gsi6pk",
          composite: ["project", "urgency", "importance"],
          template: "${project}#${urgency}#${importance}",
        },
        sk: byCreation,
      },
      byReporter: {
        index: "gsi7",
        pk: { field: "gsi7pk", composite: ["project", "reporter"], template: "${project}#${reporter}" },
        sk: byCreation,
      },
      byParent: {
        index: "gsi8",
        condition: (card: { parent?: string }) => card.parent !== "-",
        pk: { field: "gsi8pk", composite: ["parent"], template: "${parent}" },
        sk: byCreation,
      },
      unassigned: {
        index: "gsi9",
        condition: (card: { assignee_ids?: readonly string[] }) => card.assignee_ids?.length === 0,
        pk: { field: "gsi9pk", composite: ["project"], template: "n#${project}" },
        sk: byCreation,
      },
      byChange: {
        index: "gsi11",
        pk: inProject,
        sk: { field: "gsi11sk", composite: ["changed"], template: "${changed}", casing: "none" },
      },
      byName: {
        index: "gsi12",
        pk: inProject,
        sk: { field: "gsi12sk", composite: ["name_key"], template: "${name_key}", casing: "none" },
      },
      byDue: {
        index: "gsi13",
        pk: inProject,
        sk: { field: "gsi13sk", composite: ["due"], template: "${due}", casing: "none" },
      },
      ofAll: {
        index: "gsi14",
        pk: { field: "gsi14pk", composite: ["month"], template: "m#${month}" },
        sk: { field: "gsi14sk", composite: ["among_all"], template: "${among_all}", casing: "none" },
      },
    },
  },
  onTable,
);
export type CardItem = EntityItem<typeof CardEntity>;

/** A ticket's description: written and paid for only when it changes. */
export const DescriptionEntity = new Entity(
  {
    model: { entity: "description", version: "1", service: "tessera" },
    attributes: {
      project: { type: "string", required: true },
      number: ticketNumber,
      text: { type: "string", required: true },
    },
    indexes: { description: { pk: ticketPk, sk: { field: "sk", composite: [], template: "d" } } },
  },
  onTable,
);

/**
 * What a person has to do with a ticket: assigned, following, or both in one item, since who is assigned
 * follows. Each has its own sparse index. Removing one key by an update is written by hand: ElectroDB's patch
 * would drop the other index's key, too.
 */
export const InvolvementEntity = new Entity(
  {
    model: { entity: "involvement", version: "1", service: "tessera" },
    attributes: {
      project: { type: "string", required: true },
      number: ticketNumber,
      user: { type: "string", required: true },
      created: { type: "string", required: true, field: "gsi2sk" },
      assigned: { type: "boolean", required: true },
      following: { type: "boolean", required: true },
    },
    indexes: {
      involvement: { pk: ticketPk, sk: { field: "sk", composite: ["user"], template: "u#${user}" } },
      assigned: {
        index: "gsi9",
        condition: (i: { assigned?: boolean }) => i.assigned === true,
        pk: { field: "gsi9pk", composite: ["project", "user"], template: "a#${project}#${user}" },
        sk: byCreation,
      },
      following: {
        index: "gsi10",
        condition: (i: { following?: boolean }) => i.following === true,
        pk: { field: "gsi10pk", composite: ["project", "user"], template: "f#${project}#${user}" },
        sk: byCreation,
      },
    },
  },
  onTable,
);
export type InvolvementItem = EntityItem<typeof InvolvementEntity>;

/** That a ticket has a tag since `at`, which the card says, too: so that a tag's tickets are one partition of an index. */
export const TaggingEntity = new Entity(
  {
    model: { entity: "tagging", version: "1", service: "tessera" },
    attributes: {
      project: { type: "string", required: true },
      number: ticketNumber,
      tag: { type: "string", required: true },
      created: { type: "string", required: true, field: "gsi2sk" },
      at: { type: "number", required: true },
    },
    indexes: {
      tagging: { pk: ticketPk, sk: { field: "sk", composite: ["tag"], template: "g#${tag}" } },
      byTag: { index: "gsi9", pk: { field: "gsi9pk", composite: ["tag"], template: "g#${tag}" }, sk: byCreation },
    },
  },
  onTable,
);

/** The version of who is whose parent in a project: a change holds only if no other was made meanwhile. */
export const HierarchyEntity = new Entity(
  {
    model: { entity: "hierarchy", version: "1", service: "tessera" },
    attributes: { project: { type: "string", required: true }, rev: { type: "number", required: true } },
    indexes: {
      hierarchy: {
        pk: { field: "pk", composite: ["project"], template: "p#${project}" },
        sk: { field: "sk", composite: [], template: "h" },
      },
    },
  },
  onTable,
);
