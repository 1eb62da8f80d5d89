import { table as keys } from "@tessera/core/table/table";
import { AttributeType, Billing, ProjectionType, StreamViewType, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { CfnOutput, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib/core";
import type { Construct } from "constructs";

/**
 * Request units per second above which DynamoDB throttles: what bounds the bill when something runs wild
 * (at most about 3 $ an hour), ten times what the API's own throttle lets a busy day need.
 */
const ceiling = { maxReadRequestUnits: 4000, maxWriteRequestUnits: 1000 };

const key = (name: string) => ({ name, type: AttributeType.STRING });

/** Everything that must outlive the code: one table, as `@tessera/core/table/table` describes it. */
export class DataStack extends Stack {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    this.table = new TableV2(this, "Table", {
      partitionKey: key(keys.pk),
      sortKey: key(keys.sk),
      timeToLiveAttribute: keys.ttl,
      globalSecondaryIndexes: keys.indexes.map((index) => ({
        indexName: index.name,
        partitionKey: key(index.pk),
        sortKey: key(index.sk),
        projectionType: ProjectionType[index.projection],
        ...ceiling,
      })),
      billing: Billing.onDemand(ceiling),
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    new CfnOutput(this, "TableName", { value: this.table.tableName });
  }
}
