import type { Component } from "svelte";

/** One thing that can be done. Menus, shortcuts and the command palette read the same. */
export interface Action {
  readonly id: string;
  readonly label: string;
  readonly run: () => void;
  readonly icon?: Component<{ size?: number }>;
  /** A colour tile before the label. */
  readonly tile?: string;
  readonly checked?: boolean;
  readonly disabled?: boolean;
  readonly danger?: boolean;
}

export interface ActionGroup {
  readonly label?: string;
  readonly actions: readonly Action[];
}

/** What a menu offers, asked when it is opened; its code may come no sooner. */
export type Offer = () => readonly ActionGroup[] | Promise<readonly ActionGroup[]>;

interface OpenMenu {
  readonly anchor: HTMLElement;
  readonly name: string;
  readonly groups: readonly ActionGroup[];
}

/**
 * The one menu of the app. A board has hundreds of menu buttons and shows one menu: buttons stay plain, and the
 * menu's code is fetched when the first is about to be used.
 */
class Menu {
  current = $state.raw<OpenMenu | null>(null);
  /** What opened the last one. */
  last: HTMLElement | null = null;

  open(anchor: HTMLElement, name: string, groups: readonly ActionGroup[]): void {
    this.last = anchor;
    this.current = { anchor, name, groups };
  }

  close(): void {
    this.current = null;
  }
}

export const menu = new Menu();
export const loadMenu = () => import("./MenuPanel.svelte");
