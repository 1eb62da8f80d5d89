/** The parts of a ticket that share its lower half. */
export type Tab = "details" | "story" | "subtasks" | "links" | "files";
