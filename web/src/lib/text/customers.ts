import { words } from "./words.ts";

/** The words of the customers' pages. */

const customers = (n: number) => (n === 1 ? "1 customer" : `${n} customers`);

export const customer = words("customer", {
  title: "Customers",
  lead: "Whom you deal with outside: everybody shares those who have a tag of their project.",
  list: "Customers",
  search: "Search customers",
  count: customers,
  found: (n: number) => `${n} found`,
  new: "New customer",
  empty: "No customers yet",
  emptyLead: "Note down who asks and who pays. With a tag of a project, a customer leads to that tag's tickets.",
  noTags: "No tags",
  all: "All customers",
  name: "Name",
  job: "Title",
  department: "Department",
  email: "E-mail",
  phone: "Phone",
  description: "Notes",
  create: "Create customer",
  made: (name: string) => `${name} is a customer now.`,
  saved: (name: string) => `${name} is saved.`,
  readOnly: (name: string | null) =>
    name === null
      ? "Only who made this customer, and superusers, change it."
      : `Only ${name}, who made this customer, and superusers change it.`,
  delete: "Delete customer",
  deleteTitle: (name: string) => `Delete ${name}?`,
  deleteLead: "They lose their tags, and can't be brought back. Tickets stay as they are.",
  deleted: (name: string) => `${name} is deleted.`,
  tags: "Tags and tickets",
  tagsLead: "What the customer is connected with.",
  untagged: "No tag yet, so no tickets.",
  untaggedLead: "Superusers give a customer a tag in a project's settings, under Tags.",
  as: (role: string) => `as ${role}`,
  tag: (name: string) => `Tag ${name}`,
  tickets: (tag: string) => `Tickets with the tag ${tag}`,
  noTickets: "No ticket has this tag yet.",
});
