import { commentRoutes, type Comment } from "@tessera/core/comment/comment.schema";
import { linkRoutes, type Link } from "@tessera/core/link/link.schema";
import { ticketRoutes } from "@tessera/core/ticket/ticket.schema";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { comments as text } from "#lib/text/comments.ts";
import { links as linkText } from "#lib/text/links.ts";
import { refused } from "#lib/text/messages.ts";
import { later, Refusal, stubApi } from "./api.fixture.ts";
import { comment, draftOf, erase, rewrite } from "./comments.ts";
import { aCard, person } from "./fixtures.ts";
import { link, unlink } from "./links.ts";
import { network } from "./network.svelte.ts";
import { aChange, aComment, aPage, openStory } from "./story.fixture.ts";
import { storyOf, type Story } from "./story.svelte.ts";
import { toasts } from "./toasts.svelte.ts";

let api: ReturnType<typeof stubApi>;

beforeEach(() => {
  api = stubApi();
  vi.stubGlobal("fetch", api.fetch);
  toasts.list = [];
});
afterEach(() => {
  vi.unstubAllGlobals();
  network.offline = false;
});

const told = (story: Story) =>
  story.entries.map((entry) => (entry.kind === "comment" ? entry.comment.content : entry.activity.id));
const sentences = () => toasts.list.map((toast) => toast.text);

describe("a ticket's story", () => {
  it("tells comments and changes in one order, the oldest first, and no comment twice", async () => {
    const story = await openStory(api, {
      comments: aPage([aComment(1), aComment(3)]),
      activity: aPage([
        aChange(4),
        aChange(3, { kind: "comment.created" }),
        aChange(2),
        aChange(1, { kind: "comment.created" }),
      ]),
    });

    expect(told(story)).toEqual(["Comment 1", "a2", "Comment 3", "a4"]);
    expect(story.more).toBe(false);
    expect(api.asked(ticketRoutes.get)).toHaveLength(1);
  });

  it("shows no time of which it knows only half, and goes back until there is more to show", async () => {
    const story = await openStory(api, {
      comments: aPage([aComment(1), aComment(9)]),
      activity: aPage([aChange(10), aChange(8)], { next: "/x?cursor=old" }),
    });
    expect(told(story)).toEqual(["a8", "Comment 9", "a10"]);

    api.on(ticketRoutes.activity, ({ query }) =>
      query.get("cursor") === "old"
        ? aPage([aChange(7, { kind: "comment.updated" })], { next: "/x?cursor=older" })
        : aPage([aChange(5), aChange(0)]),
    );
    await story.loadEarlier();

    expect(told(story)).toEqual(["a0", "Comment 1", "a5", "a8", "Comment 9", "a10"]);
    expect(story.more).toBe(false);
  });

  it("begins with the last comments of many, and walks back", async () => {
    const all = Array.from({ length: 125 }, (_, i) => aComment(i));
    api.on(commentRoutes.list, ({ query }) =>
      query.get("page") === "2"
        ? aPage(all.slice(100), { count: 125, previous: "/x?cursor=p" })
        : aPage(all.slice(80, 100), { count: 125, previous: "/x?cursor=q" }),
    );
    const story = await openStory(api, { comments: aPage(all.slice(0, 20), { count: 125, next: "/x?cursor=n" }) });
    expect([story.comments.list.length, told(story)[0], told(story).at(-1)]).toEqual([
      25,
      "Comment 100",
      "Comment 124",
    ]);

    await story.loadEarlier();
    expect([story.comments.list.length, told(story)[0]]).toEqual([45, "Comment 80"]);
    expect(api.asked(commentRoutes.list).map(({ query }) => query.get("cursor"))).toEqual([null, "p"]);
  });

  it("takes what happened since to what it has", async () => {
    const story = await openStory(api, { activity: aPage([aChange(2), aChange(1)], { next: "/x?cursor=old" }) });
    api.on(ticketRoutes.activity, () => aPage([aChange(3), aChange(2)], { next: "/x?cursor=other" }));
    await story.refresh();

    expect(told(story)).toEqual(["a1", "a2", "a3"]);
  });
});

describe("a comment", () => {
  it("is there at once, is sent once, and is counted on the card", async () => {
    const story = await openStory(api, { comments: aPage([aComment(1)]), comments_count: 1 });
    const reply = later<Comment>();
    api.on(commentRoutes.create, () => reply.promise);
    story.board.drafts.set(draftOf("DEMO-1"), "Hello");
    const done = comment(story, "Hello", person);

    expect(told(story)).toEqual(["Comment 1", "Hello"]);
    expect(story.board.drafts.get(draftOf("DEMO-1"))).toBeNull();
    reply.resolve(aComment(2, { content: "Hello" }));
    expect(await done).toBe(true);
    expect(story.comments.list.map(({ id }) => id)).toEqual(["demo-1.c1", "demo-1.c2"]);
    expect(story.board.card("DEMO-1")?.comments_count).toBe(2);
    expect(api.asked(commentRoutes.create).map(({ body }) => body)).toEqual([{ ticket: "DEMO-1", content: "Hello" }]);
  });

  it("goes back into its field when it is refused, before what was typed since, and says why", async () => {
    const story = await openStory(api);
    const reply = later<Comment>();
    api.on(commentRoutes.create, () => reply.promise);
    const done = comment(story, "Hello", person);
    story.board.drafts.set(draftOf("DEMO-1"), "and more");
    reply.reject(new Refusal(503));

    expect(await done).toBe(false);
    expect(told(story)).toEqual([]);
    expect(story.board.drafts.get(draftOf("DEMO-1"))).toBe("Hello\n\nand more");
    expect(sentences()).toEqual([text.addFailed("The server is busy. Try again in a moment.")]);
  });

  it("isn't sent without a network", async () => {
    const story = await openStory(api);
    network.offline = true;

    expect(await comment(story, "Hello", person)).toBe(false);
    expect(sentences()).toEqual([text.addFailed(refused.offline)]);
    expect(api.asked(commentRoutes.create)).toEqual([]);
  });

  it("is changed by its version, and a text that another one came before stays a draft", async () => {
    const story = await openStory(api, { comments: aPage([aComment(1)]) });
    api.on(commentRoutes.patch, () => aComment(1, { content: "Better", edited: true, version: 2 }));
    const [first] = story.comments.list;
    if (!first) throw new Error("no comment");
    story.board.drafts.set(first.id, "Better");
    expect(await rewrite(story, first, "Better")).toBe(true);
    expect([told(story), story.board.drafts.get(first.id)]).toEqual([["Better"], null]);

    api.on(commentRoutes.patch, () => {
      throw new Refusal(412);
    });
    story.board.drafts.set(first.id, "Best");
    expect(await rewrite(story, first, "Best")).toBe(false);
    expect(story.board.drafts.get(first.id)).toBe("Best");
    expect(sentences()[0]).toContain(text.stale);
  });

  it("is gone at once, comes back when that is undone, and is deleted when it can't be any more", async () => {
    const story = await openStory(api, { comments: aPage([aComment(1)]), comments_count: 1 });
    api.on(commentRoutes.remove, () => undefined);
    const [first] = story.comments.list;
    if (!first) throw new Error("no comment");
    const undone = erase(story, first);
    expect(told(story)).toEqual([]);
    expect(toasts.undo()).toBe(true);
    expect(await undone).toBe(false);
    expect(told(story)).toEqual(["Comment 1"]);

    const done = erase(story, first);
    toasts.endAll();
    expect(await done).toBe(true);
    expect([told(story), story.board.card("DEMO-1")?.comments_count]).toEqual([[], 0]);
    expect(api.asked(commentRoutes.remove)).toHaveLength(1);
  });

  it("that was sent isn't lost to an answer from before it", async () => {
    const story = await openStory(api);
    const read = later<unknown>();
    api.on(ticketRoutes.get, () => read.promise);
    const reading = story.load();
    api.on(commentRoutes.create, () => aComment(2, { content: "Hello" }));
    await comment(story, "Hello", person);
    const none = aPage([]);
    read.resolve({
      ...aCard(1),
      description: null,
      subtasks: [],
      comments: none,
      activity: none,
      links: none,
      attachments: none,
    });
    await reading;

    expect(told(story)).toEqual(["Hello"]);
  });
});

describe("a link", () => {
  const made: Link = {
    id: "l1",
    type: "blocks",
    ticket: { id: "DEMO-2", name: "Ticket 2", status: "new", type: "task" },
    created_by: person,
    created_at: "2026-11-22T10:00:00.000Z",
  };

  it("is there at once, and gone with a sentence when it is there already", async () => {
    const story = await openStory(api);
    api.on(linkRoutes.create, () => {
      throw new Refusal(409, "link.exists");
    });
    const done = link(story, "blocks", aCard(2), person);
    expect(story.links.list.map((one) => [one.type, one.ticket.id])).toEqual([["blocks", "DEMO-2"]]);

    expect(await done).toBe(false);
    expect(story.links.list).toEqual([]);
    expect(sentences()).toEqual([linkText.addFailed("DEMO-2", linkText.taken)]);
  });

  it("is in the other ticket's story, too, when that is open", async () => {
    const story = await openStory(api);
    const other = storyOf(story.board, "DEMO-2");
    await other.load();
    api.on(linkRoutes.create, () => made);
    await link(story, "blocks", aCard(2), person);

    await vi.waitFor(() =>
      expect(api.asked(ticketRoutes.get).map(({ path }) => path.split("/").at(-2))).toEqual([
        "DEMO-1",
        "DEMO-2",
        "DEMO-2",
      ]),
    );
  });

  it("is taken off, and back when that is refused", async () => {
    const story = await openStory(api, { links: aPage([made]) });
    api.on(linkRoutes.remove, () => {
      throw new Refusal(403);
    });
    const done = unlink(story, made);
    expect(story.links.list).toEqual([]);

    expect(await done).toBe(false);
    expect(story.links.list).toEqual([made]);
    expect(sentences()).toEqual([linkText.removeFailed("DEMO-2", linkText.forbidden)]);
  });
});
