/**
 * What is done without a request: one line per function, whose entry is `functions/events/<name>.ts`. Infra makes
 * stream mappings, schedules and rules of it. A stream bears two readers, so at most two functions stand `on` it, and what no
 * `on` names doesn't wake anybody: moves and edits cost nothing here.
 */
export const reactions = {
  cleanup: {
    on: [
      { entity: "job", does: ["INSERT", "MODIFY"], without: "attended" },
      { entity: "attachment", does: ["REMOVE"] },
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
  /** A flag that the item must not have. */
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
