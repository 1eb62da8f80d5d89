import { client, tableName } from "./client.ts";

/**
 * What every entity is configured with. ElectroDB's own two attributes get short names: they are on every
 * item and on every index row that is projected whole.
 */
export const onTable = { client, table: tableName, identifiers: { entity: "_e", version: "_v" } } as const;
