import { readFileSync } from "node:fs";
import path from "node:path";
import { Alarm, ComparisonOperator, TreatMissingData, type IMetric } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";

const runbook = readFileSync(path.resolve(import.meta.dirname, "../../docs/runbook.md"), "utf8");

/** GitHub's anchors of the runbook's headings. */
const anchors = new Set(
  [...runbook.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, "")
      .trim()
      .replaceAll(/\s+/g, "-"),
  ),
);

export interface TesseraAlarmProps {
  readonly metric: IMetric;
  /** What it means to people, in one sentence. */
  readonly says: string;
  /** Heading of docs/runbook.md that tells what to do, as GitHub anchors it. */
  readonly runbook: string;
  /** Above this it rings. */
  readonly above: number;
  /** How many periods of the last ones must be above. */
  readonly times?: readonly [above: number, of: number];
  readonly topic: ITopic;
}

/**
 * An alarm that leads to what to do. Nothing measured means nothing wrong: the app sleeps when nobody works.
 * @throws when the runbook has no such heading
 */
export class TesseraAlarm extends Alarm {
  constructor(scope: Construct, id: string, props: TesseraAlarmProps) {
    if (!anchors.has(props.runbook)) throw new Error(`docs/runbook.md has no heading for #${props.runbook}`);
    const [above, of] = props.times ?? [1, 1];
    super(scope, id, {
      metric: props.metric,
      alarmDescription: `${props.says} What to do: docs/runbook.md#${props.runbook}`,
      threshold: props.above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      datapointsToAlarm: above,
      evaluationPeriods: of,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    this.addAlarmAction(new SnsAction(props.topic));
    this.addOkAction(new SnsAction(props.topic));
  }
}
