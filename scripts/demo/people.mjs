/** Everybody's password; the data folder of one machine is all that it opens. */
export const password = "demo-tessera";

/** The first one owns the project and is the account that `npm start` shows. */
export const people = [
  { username: "demo", first_name: "Dana", last_name: "Okafor", email: "dana@example.com" },
  { username: "anna", first_name: "Anna", last_name: "Lindqvist", email: "anna@example.com" },
  { username: "mateo", first_name: "Mateo", last_name: "Ruiz", email: "mateo@example.com" },
  { username: "priya", first_name: "Priya", last_name: "Nair", email: "priya@example.com" },
  { username: "jonas", first_name: "Jonas", last_name: "Weber", email: "jonas@example.com" },
];

export const project = {
  key: "DEMO",
  name: "Kestrel",
  description:
    "City bikes without a dock: the rider app, the operations console and the service behind both.\n\n" +
    "We plan on Mondays and release on Thursdays. A ticket is done when it is in the hands of riders.",
};
