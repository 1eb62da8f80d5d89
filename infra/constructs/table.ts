/** What the stacks need of the table, whether this deploy made it or it was restored. */
export interface Table {
  readonly tableName: string;
  readonly tableArn: string;
  readonly tableStreamArn?: string | undefined;
}
