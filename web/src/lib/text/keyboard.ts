import { words } from "./words.ts";

/** Keys, and what they do. */
export const keyboard = words("keyboard", {
  title: "Keyboard",
  anywhere: "Anywhere",
  onBoard: "On a board",
  palette: "Search, and do anything",
  inTicket: "In a ticket",
  ticket: [
    [["Ctrl", "Enter"], "Send a comment, save a text"],
    [["@"], "Name a member"],
    [["Ctrl", "V"], "Attach what was copied; in a text, show it"],
  ] satisfies [string[], string][],
  list: [
    [["Tab"], "Go to the next card"],
    [["Enter"], "Open the card"],
    [["Space"], "Pick the card up, put it down"],
    [["←", "↑", "↓", "→"], "Move what is picked up"],
    [["Esc"], "Leave it where it was; close what is open"],
  ] satisfies [string[], string][],
});
