import { attachmentRoutes, type Attachment } from "@tessera/core/attachment/attachment.schema";
import { call } from "#lib/api/call.ts";
import { Shelf } from "./shelf.svelte.ts";

/** Addresses are good for 15 minutes; whoever follows one shall have some of them left. */
const GOOD_MS = 10 * 60_000;

/** How often, and after how long, a file that is on its way is asked for. */
const LOOKS_MS = [500, 1000, 2000, 4000, 8000];

interface Address {
  readonly url: string;
  readonly until: number;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A ticket's files, and where to get them: addresses end, so each is kept while it is good and asked for anew after. */
export class Files extends Shelf<Attachment> {
  readonly ticket: string;
  #addresses = new Map<string, Address>();
  #asking = new Map<string, Promise<string>>();

  constructor(ticket: string) {
    super((file) => file.uploaded_at);
    this.ticket = ticket;
  }

  /** All of them. */
  async load(): Promise<void> {
    const askedAt = Date.now();
    const found: Attachment[] = [];
    for (let number = 1; ; number += 1) {
      const query = { ticket: this.ticket, page_size: "100", page: String(number) };
      const page = await call(attachmentRoutes.list, { query });
      found.push(...page.results);
      if (page.next === null) break;
    }
    this.fill(found, askedAt);
  }

  override fill(files: readonly Attachment[], askedAt: number): void {
    super.fill(files, askedAt);
    for (const file of files) this.#learn(file);
  }

  /**
   * Where to get a file now; also of another ticket's, if that is in a text.
   * @throws ApiError 404 when it is gone
   */
  address(id: string): Promise<string> {
    const held = this.#addresses.get(id);
    if (held && Date.now() < held.until) return Promise.resolve(held.url);
    const asking = this.#asking.get(id) ?? this.#ask(id).finally(() => this.#asking.delete(id));
    this.#asking.set(id, asking);
    return asking;
  }

  /** What an address was refused for: it is asked for anew. */
  forget(id: string): void {
    this.#addresses.delete(id);
  }

  /** Follows a file that has been sent until the API has it. Answers what it is by then. */
  async settled(id: string): Promise<Attachment> {
    for (const ms of LOOKS_MS) {
      const file = await this.#read(id);
      if (file.status === "ready") return file;
      await pause(ms);
    }
    return this.#read(id);
  }

  async #ask(id: string): Promise<string> {
    const { file } = await this.#read(id);
    if (file === null) throw new Error("the file hasn't arrived yet");
    return file;
  }

  async #read(id: string): Promise<Attachment> {
    const file = await call(attachmentRoutes.get, { params: { id } });
    this.#learn(file);
    if (file.ticket === this.ticket) this.put(file);
    return file;
  }

  #learn({ id, file }: Attachment): void {
    const held = this.#addresses.get(id);
    // An address that is good stays: another one would fetch the same picture again.
    if (file !== null && !(held && Date.now() < held.until))
      this.#addresses.set(id, { url: file, until: Date.now() + GOOD_MS });
  }
}
