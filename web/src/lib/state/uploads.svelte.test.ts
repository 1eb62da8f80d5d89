import { attachmentRoutes } from "@tessera/core/attachment/attachment.schema";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { files as text } from "#lib/text/files.ts";
import { Refusal, stubApi } from "./api.fixture.ts";
import { detach } from "./detach.ts";
import { network } from "./network.svelte.ts";
import { aFile, aPage, openStory } from "./story.fixture.ts";
import { toasts } from "./toasts.svelte.ts";
import { MOST_BYTES } from "./uploads.svelte.ts";

/** What goes to the store, for tests to answer. */
class Sending {
  static all: Sending[] = [];
  upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  status = 0;
  to = "";
  form: FormData | undefined;
  open(method: string, url: string) {
    this.to = `${method} ${url}`;
  }
  send(form: FormData) {
    this.form = form;
    Sending.all.push(this);
  }
  abort() {
    this.onabort?.();
  }
  answer(status: number) {
    this.status = status;
    this.onload?.();
  }
}

let api: ReturnType<typeof stubApi>;
const keys: unknown[] = [];

beforeEach(() => {
  api = stubApi();
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    const key = new Headers(init.headers).get("idempotency-key");
    if (key !== null) keys.push(key);
    return api.fetch(url, init);
  });
  vi.stubGlobal("XMLHttpRequest", Sending);
  Sending.all = [];
  keys.length = 0;
  toasts.list = [];
});
afterEach(() => {
  vi.unstubAllGlobals();
  network.offline = false;
});

const picture = (name = "shot.png") => new File(["12345"], name, { type: "image/png" });
const upload = { url: "https://files.example/", method: "POST", fields: { key: "demo/1/f1", policy: "p" } };

async function open() {
  const story = await openStory(api);
  api.on(attachmentRoutes.create, () => ({ ...aFile(1, { status: "pending", file: null }), upload }));
  api.on(attachmentRoutes.get, () => aFile(1));
  api.on(attachmentRoutes.remove, () => undefined);
  return story;
}
const sent = async (n = 1) => {
  await vi.waitFor(() => expect(Sending.all).toHaveLength(n));
  const last = Sending.all.at(-1);
  if (!last) throw new Error("nothing is sent");
  return last;
};

describe("an upload", () => {
  it("is announced, sent with its form, shows how far it is, and is followed until it is ready", async () => {
    const story = await open();
    const added = story.uploads.add(picture());
    const sending = await sent();
    expect(api.asked(attachmentRoutes.create).map(({ body }) => body)).toEqual([
      { ticket: "DEMO-1", filename: "shot.png", content_type: "image/png", size: 5 },
    ]);
    expect(sending.to).toBe("POST https://files.example/");
    // The store reads a form's fields up to the file.
    expect([...(sending.form?.keys() ?? [])]).toEqual(["key", "policy", "file"]);
    sending.upload.onprogress?.({ loaded: 2, total: 4 });
    expect(story.uploads.list.map((one) => one.sent)).toEqual([0.5]);
    sending.answer(204);

    expect((await added?.done)?.status).toBe("ready");
    expect(story.uploads.list).toEqual([]);
    expect(story.files.list.map(({ id }) => id)).toEqual(["demo-1.f1"]);
    expect(story.board.card("DEMO-1")?.attachments_count).toBe(1);
  });

  it("that got stuck says why, and is tried again as the same one", async () => {
    const story = await open();
    const added = story.uploads.add(picture());
    (await sent()).answer(403);
    await vi.waitFor(() => expect(story.uploads.list[0]?.failed).toBe(text.refused));
    story.uploads.retry(story.uploads.list[0]?.key ?? "");
    (await sent(2)).answer(204);

    expect((await added?.done)?.id).toBe("demo-1.f1");
    expect(new Set(keys).size).toBe(1);
    expect(story.board.card("DEMO-1")?.attachments_count).toBe(1);
  });

  it("that is stopped is taken back", async () => {
    const story = await open();
    const added = story.uploads.add(picture());
    await sent();
    story.uploads.cancel(added?.key ?? "");

    expect(await added?.done).toBeNull();
    expect(story.uploads.list).toEqual([]);
    await vi.waitFor(() => expect(api.asked(attachmentRoutes.remove)).toHaveLength(1));
    await vi.waitFor(() => expect(story.board.card("DEMO-1")?.attachments_count).toBe(0));
  });

  it("goes on three at a time", async () => {
    const story = await open();
    for (const name of ["a", "b", "c", "d"]) story.uploads.add(picture(name));
    await sent(3);
    expect(story.uploads.list).toHaveLength(4);
    for (const one of Sending.all) one.answer(204);

    (await sent(4)).answer(204);
    await vi.waitFor(() => expect(story.uploads.list).toEqual([]));
  });

  it.each([
    ["too large", () => Object.defineProperty(picture(), "size", { value: MOST_BYTES + 1 }), text.tooLarge("shot.png")],
    ["empty", () => new File([], "shot.png"), text.empty("shot.png")],
  ])("of a file that is %s isn't begun", async (_, file, said) => {
    const story = await open();

    expect(story.uploads.add(file())).toBeNull();
    expect(toasts.list.map((toast) => toast.text)).toEqual([said]);
    expect(api.asked(attachmentRoutes.create)).toEqual([]);
  });

  it("isn't begun without a network", async () => {
    const story = await open();
    network.offline = true;

    expect(story.uploads.add(picture())).toBeNull();
    expect(toasts.list.map((toast) => toast.text)).toEqual([text.offline("shot.png")]);
  });

  it("says what the API says when it is full", async () => {
    const story = await open();
    api.on(attachmentRoutes.create, () => {
      throw new Refusal(409);
    });
    story.uploads.add(picture());

    await vi.waitFor(() => expect(story.uploads.list[0]?.failed).toContain("Refused"));
  });
});

describe("a file's address", () => {
  it("is asked for once while it is good, and anew when it was refused", async () => {
    const story = await openStory(api, { attachments: aPage([aFile(1)]) });
    let n = 0;
    api.on(attachmentRoutes.get, () => aFile(1, { file: `https://files.example/new-${(n += 1)}` }));
    expect(await story.files.address("demo-1.f1")).toBe("https://files.example/1");
    story.files.forget("demo-1.f1");
    const both = await Promise.all([story.files.address("demo-1.f1"), story.files.address("demo-1.f1")]);

    expect(both).toEqual(["https://files.example/new-1", "https://files.example/new-1"]);
    expect(await story.files.address("demo-1.f1")).toBe("https://files.example/new-1");
  });

  it("ends before the store's own time does", async () => {
    const story = await openStory(api, { attachments: aPage([aFile(1)]) });
    api.on(attachmentRoutes.get, () => aFile(1, { file: "https://files.example/later" }));
    vi.spyOn(Date, "now").mockReturnValue(Date.now() + 11 * 60_000);

    expect(await story.files.address("demo-1.f1")).toBe("https://files.example/later");
    vi.restoreAllMocks();
  });
});

describe("deleting a file", () => {
  it("takes it from sight at once, from the API when it can't be undone, and from the count", async () => {
    const story = await openStory(api, { attachments: aPage([aFile(1)]), attachments_count: 1 });
    api.on(attachmentRoutes.remove, () => undefined);
    const done = detach(story, aFile(1));
    expect(story.files.list).toEqual([]);
    expect(api.asked(attachmentRoutes.remove)).toEqual([]);
    toasts.endAll();

    expect(await done).toBe(true);
    expect(story.board.card("DEMO-1")?.attachments_count).toBe(0);
  });
});
