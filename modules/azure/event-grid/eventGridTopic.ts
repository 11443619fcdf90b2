import * as eventgrid from "@pulumi/azure-native/eventgrid";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { checked } from "../args/checked.js";
import { override } from "../args/overrides.js";
import { diagnosticSetting } from "../diagnostics/diagnosticSetting.js";
import { checkedOutputs } from "../outputs/checkedOutputs.js";
import { HttpsUrl, ResourceId, ResourceName } from "../outputs/outputRules.js";
import { reachPrivately } from "../private-endpoint/reachPrivately.js";
import { EventGridTopicArgs } from "./eventGridTopicArgs.js";

const EventGridTopicOutputs = z.strictObject({
  id: ResourceId,
  topicName: ResourceName,
  endpoint: HttpsUrl,
});

/**
 * An Event Grid topic for CloudEvents: published to by Entra identities only, closed to every network until a private
 * endpoint or an address rule lets one in. Subscriptions belong to whoever listens.
 *
 * Replacing a topic (other name, region or resource group) deletes the old one with its subscriptions first.
 */
export class EventGridTopic extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly topicName: pulumi.Output<string>;
  /** URL that events are published to. */
  readonly endpoint: pulumi.Output<string>;

  constructor(name: string, args: EventGridTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    const { overrides, ...given } = checked(EventGridTopicArgs, "EventGridTopic", name, args);
    super("cloud-provisioner:azure:EventGridTopic", name, {}, opts);
    const { resourceGroupName, location, topicName, tags } = given;

    const topic = new eventgrid.Topic(
      name,
      override<eventgrid.TopicArgs>(
        {
          resourceGroupName,
          location,
          topicName,
          // The open format, which Azure fixes when the topic is made. Source: learn.microsoft.com/azure/event-grid/cloud-event-schema
          inputSchema: eventgrid.InputSchema.CloudEventSchemaV1_0,
          // Access keys belong to no one. Source: learn.microsoft.com/azure/event-grid/authenticate-with-microsoft-entra-id
          disableLocalAuth: true,
          minimumTlsVersionAllowed: eventgrid.TlsVersion.TlsVersion_1_2,
          // Source: learn.microsoft.com/azure/event-grid/network-security
          publicNetworkAccess: eventgrid.PublicNetworkAccess.Disabled,
          tags,
        },
        overrides?.topic,
      ),
      { parent: this },
    );
    if (given.workspaceId !== undefined) {
      // Source: learn.microsoft.com/azure/event-grid/monitor-push-reference
      diagnosticSetting(
        name,
        {
          resourceUri: topic.id,
          workspaceId: given.workspaceId,
          logs: [{ category: "DeliveryFailures" }, { category: "PublishFailures" }, { category: "DataPlaneRequests" }],
          metrics: ["AllMetrics"],
          overrides: overrides?.diagnostics,
        },
        this,
      );
    }
    const address = { given, resource: topic, groupId: "topic", overrides: overrides?.privateEndpoint };
    reachPrivately(name, address, this);

    const outputs = checkedOutputs(EventGridTopicOutputs, "EventGridTopic", name, {
      id: topic.id,
      topicName: topic.name,
      endpoint: topic.endpoint,
    });
    this.id = outputs.id;
    this.topicName = outputs.topicName;
    this.endpoint = outputs.endpoint;
    this.registerOutputs(outputs);
  }
}
