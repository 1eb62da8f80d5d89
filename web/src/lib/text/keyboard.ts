/** Keys, and what they do. */
export const keyboard = {
  title: "Keyboard",
  anywhere: "Anywhere",
  onBoard: "On a board",
  palette: "Search, and do anything",
  list: [
    [["Tab"], "Go to the next card"],
    [["Enter"], "Open the card"],
    [["Space"], "Pick the card up, put it down"],
    [["↑", "↓", "Tab"], "Move what is picked up"],
    [["Esc"], "Leave it where it was; close what is open"],
  ] satisfies [string[], string][],
};
