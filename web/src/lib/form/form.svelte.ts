import { tick } from "svelte";
import { refocus } from "./focus.ts";
import { fieldTexts, sentence } from "#lib/text/sentence.ts";

/** What a form is doing, and what was wrong with what it sent. */
export class Form {
  busy = $state(false);
  /** The first complaint about each field. */
  errors = $state.raw<Readonly<Record<string, string>>>({});
  /** What belongs to none of its fields. */
  general = $state("");
  #element: HTMLFormElement | null = null;

  /** Which form it is: `<form {@attach form.here}>`. Its fields are named as the API names them. */
  readonly here = (element: HTMLFormElement): (() => void) => {
    this.#element = element;
    return () => (this.#element = null);
  };

  /**
   * Does what a submit asks for, once at a time. False when that was refused: then the fields say why, and the first
   * of them has the focus. `own` says it better for this form, by status.
   */
  async run(work: () => Promise<unknown>, own: Readonly<Record<number, string>> = {}): Promise<boolean> {
    if (this.busy) return false;
    const had = document.activeElement;
    this.busy = true;
    this.errors = {};
    this.general = "";
    try {
      await work();
      return true;
    } catch (error) {
      this.#refused(error, own);
      return false;
    } finally {
      this.busy = false;
      await this.#focus(had);
    }
  }

  #refused(error: unknown, own: Readonly<Record<number, string>>): void {
    this.errors = fieldTexts(error);
    const shown = Object.keys(this.errors).some((name) => this.#element?.elements.namedItem(name));
    if (!shown) this.general = sentence(error, own);
  }

  /** On the first field that is wrong; else back to where it was, which a busy button loses. */
  async #focus(had: Element | null): Promise<void> {
    await tick();
    const wrong = this.#element?.querySelector<HTMLElement>("[aria-invalid=true]");
    if (wrong) wrong.focus();
    else refocus(had);
  }
}
