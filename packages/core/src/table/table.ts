/**
 * The one table: its key attributes and every index that docs/adr/0001 needs, spares included, because
 * CloudFormation adds one index per update. Infra provisions from this value; only entities name its fields.
 *
 * Several indexes share an attribute (`gsi2sk` is "created_at#number" for all facets), so that a card
 * carries each key once however many indexes order by it.
 */
export interface Index {
  readonly name: string;
  /** Attribute names of the index's partition and sort key. */
  readonly pk: string;
  readonly sk: string;
  readonly projection: "ALL" | "KEYS_ONLY";
}

const keysOnly = (name: string, pk = `${name}pk`, sk = "gsi2sk"): Index => ({ name, pk, sk, projection: "KEYS_ONLY" });

export const table = {
  pk: "pk",
  sk: "sk",
  /** Seconds since the epoch. Expiry is late: readers filter on it too. */
  ttl: "ttl",
  indexes: [
    { name: "gsi1", pk: "gsi1pk", sk: "gsi1sk", projection: "ALL" }, // board: column by rank
    keysOnly("gsi2"), // all of a project, by creation
    keysOnly("gsi3", "gsi1pk"), // column by creation
    keysOnly("gsi4"), // status × type
    keysOnly("gsi5"), // priority
    keysOnly("gsi6"), // urgency × importance
    keysOnly("gsi7"), // reporter
    keysOnly("gsi8"), // parent
    keysOnly("gsi9"), // unassigned; assignment of a person; tag on a ticket
    keysOnly("gsi10"), // following; memberships of a person
    keysOnly("gsi11", "gsi2pk", "gsi11sk"), // by change
    keysOnly("gsi12", "gsi2pk", "gsi12sk"), // by name
    keysOnly("gsi13", "gsi2pk", "gsi13sk"), // by due date
    keysOnly("gsi14", "gsi14pk", "gsi14sk"), // whole organisation, by month; project feed of events
    keysOnly("gsi15", "gsi15pk", "gsi15sk"), // spare
    keysOnly("gsi16", "gsi16pk", "gsi16sk"), // spare
  ] satisfies Index[] as readonly Index[],
} as const;
