import { table as keys } from "@tessera/core/table/table";
import { AttributeType, Billing, ProjectionType, StreamViewType, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  HttpMethods,
  ObjectOwnership,
  type CfnBucket,
} from "aws-cdk-lib/aws-s3";
import { CfnOutput, Duration, RemovalPolicy, Stack, Validations, type StackProps } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import type { Table } from "../constructs/table.ts";
import type { Settings } from "../settings.ts";

export interface DataStackProps extends StackProps {
  readonly settings: Settings;
}

/**
 * Request units per second above which DynamoDB throttles: what bounds the bill when something runs wild
 * (at most about 3 $ an hour), ten times what the API's own throttle lets a busy day need.
 */
const ceiling = { maxReadRequestUnits: 4000, maxWriteRequestUnits: 1000 };

const key = (name: string) => ({ name, type: AttributeType.STRING });

/**
 * Pages that may read what S3 answers. A signature protects the bucket, no cookie opens it; so this only keeps other
 * sites' scripts from using an address that leaked to them. The distribution's own name can't stand here: its stack needs
 * this one first.
 */
const pages = ({ domain }: Settings): string[] => [
  domain === undefined ? "https://*.cloudfront.net" : `https://${domain}`,
];

/** Everything that must outlive the code: one table, as `@tessera/core/table/table` describes it, and the files. */
export class DataStack extends Stack {
  /** The one that is worked with: this stack's own, or one that was restored. */
  readonly table: Table;
  readonly attachments: Bucket;

  constructor(scope: Construct, id: string, props: DataStackProps) {
    super(scope, id, props);
    const { settings } = props;
    const own = this.#table(settings);
    this.table = settings.stream === undefined ? own : this.#restored(settings.stream);
    this.attachments = this.#attachments(settings);
    new CfnOutput(this, "TableName", { value: this.table.tableName });
    new CfnOutput(this, "AttachmentsBucket", { value: this.attachments.bucketName });
  }

  #table({ backupDays }: Settings): TableV2 {
    return new TableV2(this, "Table", {
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
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: backupDays },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** The table of this stream. The stack's own stays as it is, for whoever wants to look at it. */
  #restored(tableStreamArn: string): Table {
    const tableArn = tableStreamArn.slice(0, tableStreamArn.indexOf("/stream/"));
    const globalIndexes = keys.indexes.map(({ name }) => name);
    return TableV2.fromTableAttributes(this, "Restored", { tableArn, tableStreamArn, globalIndexes });
  }

  /** Browsers put files straight in, with a form that the API has signed, and get them by addresses that it signs. */
  #attachments(settings: Settings): Bucket {
    const bucket = new Bucket(this, "Attachments", {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      encryption: BucketEncryption.S3_MANAGED,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      cors: [
        {
          allowedOrigins: pages(settings),
          allowedMethods: [HttpMethods.GET, HttpMethods.POST],
          allowedHeaders: ["*"],
          exposedHeaders: ["ETag"],
          maxAge: 3600,
        },
      ],
      lifecycleRules: [{ id: "unfinished", abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // CDK's own way to this brings a custom resource with a wildcard in its role (docs/adr/0004 says why not).
    (bucket.node.defaultChild as CfnBucket).notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    };
    Validations.of(bucket).acknowledge({
      id: "AwsSolutions::AwsSolutions-S1",
      reason: "Who adds and removes files is in each ticket's history; a log of reads would cost more than the files",
    });
    return bucket;
  }
}
