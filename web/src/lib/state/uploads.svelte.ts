import { attachmentRoutes, type Attachment } from "@tessera/core/attachment/attachment.schema";
import { call } from "#lib/api/call.ts";
import { upload as send } from "#lib/api/store.ts";
import { files as text } from "#lib/text/files.ts";
import { sentence } from "#lib/text/sentence.ts";
import type { BoardStore } from "./board.svelte.ts";
import type { Files } from "./files.svelte.ts";
import { network } from "./network.svelte.ts";
import { toasts } from "./toasts.svelte.ts";
import { inTurn } from "./turns.ts";

/** Bytes, as the API takes them (CONTRACT section 5). */
export const MOST_BYTES = 104_857_600;
const AT_ONCE = 3;

/** A file on its way, or one that got stuck. */
export interface Upload {
  readonly key: string;
  readonly file: File;
  /** How much of it has gone, 0 to 1. */
  readonly sent: number;
  /** Why it got stuck; null while it is on its way. */
  readonly failed: string | null;
  /** Its attachment's, once it was announced. */
  readonly id: string | null;
}

interface Way {
  readonly abort: AbortController;
  readonly done: (attachment: Attachment | null) => void;
}

/** The files that go up to one ticket: announced to the API, sent straight to the store, followed until they are there. */
export class Uploads {
  list = $state.raw<readonly Upload[]>([]);
  #board: BoardStore;
  #ticket: string;
  #files: Files;
  #ways = new Map<string, Way>();
  #lane = 0;

  constructor(board: BoardStore, ticket: string, files: Files) {
    this.#board = board;
    this.#ticket = ticket;
    this.#files = files;
  }

  /** Takes a file, or says why not. `done` is the attachment, or null when it was given up; a stuck one waits for that. */
  add(file: File): { readonly key: string; readonly done: Promise<Attachment | null> } | null {
    const wrong = network.offline ? text.offline(file.name) : unfit(file);
    if (wrong !== null) {
      toasts.show({ tone: "bad", text: wrong });
      return null;
    }
    const key = crypto.randomUUID();
    this.list = [...this.list, { key, file, sent: 0, failed: null, id: null }];
    const done = new Promise<Attachment | null>((resolve) =>
      this.#ways.set(key, { abort: new AbortController(), done: resolve }),
    );
    void this.#start(key);
    return { key, done };
  }

  /** Whether an attachment is still on its way from here. */
  has = (id: string): boolean => this.list.some((upload) => upload.id === id);

  retry(key: string): void {
    const way = this.#ways.get(key);
    if (!way) return;
    this.#ways.set(key, { ...way, abort: new AbortController() });
    this.#change(key, { sent: 0, failed: null });
    void this.#start(key);
  }

  /** Stops it; what was announced already is taken back. */
  cancel(key: string): void {
    const id = this.#get(key)?.id ?? null;
    this.#ways.get(key)?.abort.abort();
    this.#end(key, null);
    if (id === null) return;
    this.#files.drop(id);
    call(attachmentRoutes.remove, { params: { id } }).then(
      () => this.#counted(-1),
      () => {}, // It expires by itself.
    );
  }

  async #start(key: string): Promise<void> {
    try {
      await inTurn(`uploads ${(this.#lane += 1) % AT_ONCE}`, () => this.#send(key));
    } catch (error) {
      if (this.#ways.get(key)?.abort.signal.aborted !== false) return;
      this.#change(key, { failed: sentence(error, { 400: text.refused, 403: text.refused }) });
    }
  }

  async #send(key: string): Promise<void> {
    const way = this.#ways.get(key);
    const upload = this.#get(key);
    if (!way || !upload) return;
    const { file } = upload;
    const { signal } = way.abort;
    const body = { ticket: this.#ticket, filename: nameOf(file), content_type: typeOf(file), size: file.size };
    // The same key gives the same form again: what is tried anew isn't announced twice.
    const announced = await call(attachmentRoutes.create, { body, idempotencyKey: key, signal });
    if (upload.id === null) this.#counted(1);
    this.#change(key, { id: announced.id });
    if (announced.upload) await send(announced.upload, file, (sent) => this.#change(key, { sent }), signal);
    const attachment = await this.#files.settled(announced.id);
    if (!signal.aborted) this.#end(key, attachment);
  }

  #get = (key: string): Upload | undefined => this.list.find((one) => one.key === key);

  #counted(by: 1 | -1): void {
    this.#board.apply({ kind: "counted", id: this.#ticket, what: "attachments_count", by });
  }

  #change(key: string, to: Partial<Upload>): void {
    this.list = this.list.map((one) => (one.key === key ? { ...one, ...to } : one));
  }

  #end(key: string, attachment: Attachment | null): void {
    this.list = this.list.filter((one) => one.key !== key);
    this.#ways.get(key)?.done(attachment);
    this.#ways.delete(key);
  }
}

/** Why a file can't be attached, or null. */
function unfit(file: File): string | null {
  if (file.size > MOST_BYTES) return text.tooLarge(file.name);
  return file.size === 0 ? text.empty(file.name) : null;
}

/** Control characters, which the API refuses, are none of a name's letters. */
const nameOf = ({ name }: File): string =>
  [...name.replace(/\p{Cc}/gu, " ")].slice(-255).join("").trim() || text.unnamed;

const mediaType = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/;
const typeOf = ({ type }: File): string => (mediaType.test(type) ? type : "application/octet-stream");
