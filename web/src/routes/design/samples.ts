export const long =
  "A very long text that goes on and on about donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen";

const person = (id: string, first_name: string | null, last_name: string | null, username = "ada") => ({
  id,
  username,
  first_name,
  last_name,
});

export const people = [
  person("1", "Ada", "Lovelace"),
  person("22", "Grace", "Hopper"),
  person("303", "Özlem", "Ångström"),
  person("4040", null, null, "kim"),
];
