import { at, list, number, texts } from "../kit/json.ts";
import type { BucketSpec } from "./model.ts";
import { arn, attribute, physicalName } from "./names.ts";
import { Unresolved } from "./resolve.ts";
import { each, type Source } from "./source.ts";

/** Buckets that functions and browsers use; the site's, which names its files, is the edge's alone. */
export function readBuckets(source: Source): BucketSpec[] {
  const all = each(source, "AWS::S3::Bucket", (resource) => {
    if (resource.metadata["tessera:files"] !== undefined) return undefined;
    const notifications = resource.values["NotificationConfiguration"];
    const direct = ["LambdaConfigurations", "QueueConfigurations", "TopicConfigurations"];
    const other = direct.find((name) => at(notifications, name) !== undefined);
    if (other !== undefined) throw new Unresolved(other);
    return {
      name: physicalName(resource),
      arn: arn(resource) ?? "",
      domain: attribute(resource, "RegionalDomainName") ?? "",
      announces:
        at(notifications, "EventBridgeConfiguration") !== undefined &&
        at(notifications, "EventBridgeConfiguration", "EventBridgeEnabled") !== false,
      cors: list(at(resource.values["CorsConfiguration"], "CorsRules")).map((rule) => ({
        origins: texts(at(rule, "AllowedOrigins")),
        methods: texts(at(rule, "AllowedMethods")),
        headers: texts(at(rule, "AllowedHeaders")),
        exposed: texts(at(rule, "ExposedHeaders")),
        maxAge: at(rule, "MaxAge") === undefined ? undefined : number(at(rule, "MaxAge"), 0),
      })),
    };
  });
  return all.filter((bucket) => bucket !== undefined);
}
