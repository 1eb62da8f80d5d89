/**
 * What is done without a request: one line per function, whose entry is `functions/events/<name>.ts`. Infra makes
 * stream mappings, schedules and rules of it. A stream bears two readers, so at most two functions stand `on` it, each with
 * at most five lines (Lambda's limit of filters). What no `on` names doesn't wake anybody: moves cost nothing here.
 */
export const reactions = {
  cleanup: {
    on: [
      { entity: "job", does: ["INSERT", "MODIFY"], without: "attended" },
      { entity: "attachment", does: ["REMOVE"] },
    ],
  },
  search: {
    on: [
      { entity: "card", does: ["INSERT"] },
      { entity: "card", does: ["REMOVE"] },
      { entity: "description", does: ["INSERT", "MODIFY"] },
      { entity: "description", does: ["REMOVE"] },
      { entity: "event", does: ["INSERT"], with: "renamed" },
    ],
  },
  sweep: { everyHours: 1 },
  arrivals: { files: true },
} as const satisfies Record<string, OnStream | OnClock | OnFile>;

export interface OnStream {
  readonly on: readonly Wanted[];
}

/** Items of one entity (its model's name), when they come, change or go. */
export interface Wanted {
  readonly entity: string;
  readonly does: readonly Doing[];
  /** A flag that the item must have, and one that it must not have. */
  readonly with?: string;
  readonly without?: string;
}

export type Doing = "INSERT" | "MODIFY" | "REMOVE";

export interface OnClock {
  readonly everyHours: number;
}

/** When a file has arrived in the attachments' bucket. */
export interface OnFile {
  readonly files: true;
}
