import { describe, expect, it } from "vitest";
import { ApiError, OfflineError } from "#lib/api/error.ts";
import { keyFor } from "#lib/shell/key.ts";
import { backFrom, returnTo } from "#lib/shell/return.ts";
import { nextPage } from "#lib/state/paging.ts";
import { sentences } from "#lib/ticket/sentences.ts";
import { ago, day, initials, instant, today } from "./format.ts";
import { byStatus, refused } from "./messages.ts";
import { fieldTexts, sentence } from "./sentence.ts";

const error = (status: number, code = "x.y", detail = "", errors = {}) =>
  new ApiError(status, code, detail, errors, null);

describe("sentence", () => {
  it("tells no network from a refusal, and prefers the action's own words", () => {
    expect(sentence(new OfflineError("x"))).toBe(refused.offline);
    expect(sentence(error(403), { 403: refused.moveForbidden })).toBe(refused.moveForbidden);
    expect(sentence(new Error("bug"))).toBe(refused.unknown);
  });

  it("falls back to the server's own sentence for what it doesn't know", () => {
    expect(sentence(error(409, "column.holds_tickets", "This column still has tickets."))).toBe(
      "This column still has tickets.",
    );
    expect(sentence(error(418, "tea.pot", "Short and stout."))).toBe("Short and stout.");
    expect(sentence(error(400, "input.invalid", "due_date: No.", { due_date: ["There is no such day."] }))).toBe(
      "There is no such day.",
    );
  });

  it("has words of our own for every status that means one thing", () => {
    for (const status of [401, 403, 404, 412, 429, 500, 503]) {
      expect(sentence(error(status, "x.y", "the server's"))).toBe(byStatus[status]);
      expect(byStatus[status]).toBeTruthy();
    }
  });

  it("gives each field its first complaint", () => {
    expect(fieldTexts(error(400, "x", "", { username: ["Taken.", "Short."] }))).toEqual({ username: "Taken." });
  });
});

describe("format", () => {
  it("shows days without a time zone's shift, and the year only when it is another", () => {
    expect(day("2026-03-01", "2026-11-22")).toBe("Mar 1");
    expect(day("2027-03-01", "2026-11-22")).toBe("Mar 1, 2027");
  });

  it("shows instants, and which day it is, in the time zone that is asked for", () => {
    const late = "2026-11-22T23:30:00.000Z";
    expect(today(new Date(late), "Asia/Tokyo")).toBe("2026-11-23");
    expect(today(new Date(late), "America/New_York")).toBe("2026-11-22");
    expect(instant(late, "Asia/Tokyo")).toMatch(/^Nov 23, 2026.*8:30/);
  });

  it("says how long ago in words", () => {
    const now = Date.parse("2026-11-22T10:00:00Z");
    expect(ago("2026-11-22T09:58:00Z", now)).toBe("2 minutes ago");
    expect(ago("2026-11-21T09:00:00Z", now)).toBe("yesterday");
    expect(ago("2026-11-22T10:00:05Z", now)).toBe("now");
    expect(ago("2024-11-01T10:00:00Z", now)).toBe("2 years ago");
  });

  it("takes initials from names, else from the username", () => {
    expect(initials({ username: "ada", first_name: "Ada", last_name: "Byron" })).toBe("AB");
    expect(initials({ username: "grace.hopper", first_name: null, last_name: null })).toBe("GH");
    expect(initials({ username: "bob", first_name: null, last_name: null })).toBe("BO");
  });
});

describe("sentences", () => {
  const names = { column: (id: string) => ({ a: "To Do", b: "Done" })[id], person: (id: string) => ({ u2: "Bo" })[id] };
  const entry = (kind: string, changes: { field: string; from: unknown; to: unknown }[]) => ({
    id: "e",
    kind,
    actor: { id: "u1", username: "ada", first_name: null, last_name: null, email: "" },
    created_at: "",
    changes,
  });

  it("tells a move once, though it changes column, status and rank", () => {
    const changes = [
      { field: "column", from: "a", to: "b" },
      { field: "status", from: "new", to: "done" },
      { field: "rank", from: "x", to: "y" },
    ];
    expect(sentences(entry("ticket.updated", changes), names)).toEqual(["moved it from To Do to Done"]);
  });

  it("tells values by their names", () => {
    const changes = [
      { field: "priority_id", from: 2, to: 4 },
      { field: "due_date", from: "2026-01-01", to: null },
      { field: "assignee_ids", from: [], to: ["u2", "u1"] },
    ];
    expect(sentences(entry("ticket.updated", changes), names)).toEqual([
      "set the priority to Critical",
      "removed the due date",
      "assigned Bo and themselves",
    ]);
  });

  it("has a sentence for what it doesn't know", () => {
    expect(sentences(entry("comment.updated", [{ field: "content", from: null, to: null }]), names)).toEqual([
      "changed a comment",
    ]);
    expect(sentences(entry("link.created", [{ field: "is_blocked_by", from: null, to: "DEMO-2" }]), names)).toEqual([
      "added the link “is blocked by DEMO-2”",
    ]);
    expect(sentences(entry("link.deleted", [{ field: "blocks", from: "DEMO-2", to: null }]), names)).toEqual([
      "removed the link “blocks DEMO-2”",
    ]);
    expect(sentences(entry("ticket.blessed", []), names)).toEqual(["changed this ticket"]);
    expect(sentences(entry("ticket.updated", [{ field: "mood", from: {}, to: {} }]), names)).toEqual(["changed mood"]);
  });
});

describe("return", () => {
  it("leads back to pages of ours only", () => {
    const back = (next: string) => backFrom(new URLSearchParams({ next }));
    expect(back("/p/DEMO/t/DEMO-1?x=1")).toBe("/p/DEMO/t/DEMO-1?x=1");
    expect([
      back("//evil.example"),
      back("https://evil.example"),
      back("/\\evil.example"),
      back("javascript:alert(1)"),
      // Browsers leave these out of an address, and then it begins with two slashes.
      back("/\t/evil.example"),
      back("/\n\\evil.example"),
      back("/\r\n/evil.example"),
    ]).toEqual(Array.from({ length: 7 }, () => "/"));
    expect([returnTo("/p/DEMO"), returnTo("/")]).toEqual(["next=%2Fp%2FDEMO", ""]);
  });
});

describe("keyFor", () => {
  it("proposes initials, or the first letters of one word", () => {
    expect([keyFor("Website relaunch"), keyFor("Écran"), keyFor("2026 goals"), keyFor("")]).toEqual([
      "WR",
      "ECRA",
      "GOAL",
      "",
    ]);
  });
});

describe("nextPage", () => {
  it("takes the parameters of a next URL, absolute or not", () => {
    expect(nextPage("/api/tickets/tickets/?column=c1&ordering=rank&cursor=abc&page_size=50")).toEqual({
      ordering: "rank",
      column: "c1",
      cursor: "abc",
      page_size: "50",
    });
    expect(nextPage("https://x.example/api/tickets/tickets/?cursor=z")).toEqual({ ordering: "rank", cursor: "z" });
  });
});
