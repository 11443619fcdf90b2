import * as servicebus from "@pulumi/azure-native/servicebus";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { checked } from "../args/checked.js";
import { override, overridesOf } from "../args/overrides.js";
import { diagnosticSetting } from "../diagnostics/diagnosticSetting.js";
import { checkedOutputs } from "../outputs/checkedOutputs.js";
import { HttpsUrl, ResourceId, ResourceName } from "../outputs/outputRules.js";
import { reachPrivately } from "../private-endpoint/reachPrivately.js";
import { namespaceSettings } from "./namespaceSettings.js";
import { ServiceBusNamespaceArgs } from "./serviceBusNamespaceArgs.js";

const ServiceBusNamespaceOutputs = z.strictObject({
  id: ResourceId,
  namespaceName: ResourceName,
  endpoint: HttpsUrl,
});

/**
 * A Service Bus namespace with its queues and topics: Entra identities only, TLS 1.2, and where the tier has networks of
 * its own (Premium) closed until a private endpoint leads to it.
 *
 * Replacing a namespace (other name, region or resource group) deletes the old one with its messages first.
 */
export class ServiceBusNamespace extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly namespaceName: pulumi.Output<string>;
  /** URL of the namespace: `https://<name>.servicebus.windows.net:443/`. */
  readonly endpoint: pulumi.Output<string>;

  constructor(name: string, args: ServiceBusNamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
    const { overrides, ...given } = checked(ServiceBusNamespaceArgs, "ServiceBusNamespace", name, args);
    super("cloud-provisioner:azure:ServiceBusNamespace", name, {}, opts);
    const { resourceGroupName, location, namespaceName, tags } = given;

    const namespace = new servicebus.Namespace(
      name,
      override<servicebus.NamespaceArgs>(
        { resourceGroupName, location, namespaceName, ...namespaceSettings(given), tags },
        overrides?.namespace,
      ),
      { parent: this },
    );
    const inNamespace = { resourceGroupName, namespaceName: namespace.name };
    for (const queue of given.queues) {
      new servicebus.Queue(
        `${name}-queue-${queue.name}`,
        override<servicebus.QueueArgs>(
          {
            ...inNamespace,
            queueName: queue.name,
            requiresSession: queue.sessions,
            requiresDuplicateDetection: queue.duplicateDetection,
            maxDeliveryCount: queue.maxDeliveryCount,
            // What nobody fetched in time is kept to be looked at. Source: learn.microsoft.com/azure/service-bus-messaging/service-bus-dead-letter-queues
            deadLetteringOnMessageExpiration: true,
          },
          overridesOf(overrides?.queue, queue.name),
        ),
        { parent: this, deletedWith: namespace },
      );
    }
    // A topic has no subscriptions here: each belongs to who receives, and is declared with it; until the first one is
    // there, a topic keeps nothing.
    // Source: learn.microsoft.com/azure/service-bus-messaging/service-bus-queues-topics-subscriptions#topics-and-subscriptions
    for (const topic of given.topics) {
      new servicebus.Topic(
        `${name}-topic-${topic.name}`,
        override<servicebus.TopicArgs>(
          { ...inNamespace, topicName: topic.name, requiresDuplicateDetection: topic.duplicateDetection },
          overridesOf(overrides?.topic, topic.name),
        ),
        { parent: this, deletedWith: namespace },
      );
    }
    if (given.workspaceId !== undefined) {
      // Source: learn.microsoft.com/azure/service-bus-messaging/monitor-service-bus-reference
      const logs = given.sku === "Premium" ? ["OperationalLogs", "RuntimeAuditLogs"] : ["OperationalLogs"];
      diagnosticSetting(
        name,
        {
          resourceUri: namespace.id,
          workspaceId: given.workspaceId,
          logs: logs.map((category) => ({ category })),
          metrics: ["AllMetrics"],
          overrides: overrides?.diagnostics,
        },
        this,
      );
    }
    const address = { given, resource: namespace, groupId: "namespace", overrides: overrides?.privateEndpoint };
    reachPrivately(name, address, this);

    const outputs = checkedOutputs(ServiceBusNamespaceOutputs, "ServiceBusNamespace", name, {
      id: namespace.id,
      namespaceName: namespace.name,
      endpoint: namespace.serviceBusEndpoint,
    });
    this.id = outputs.id;
    this.namespaceName = outputs.namespaceName;
    this.endpoint = outputs.endpoint;
    this.registerOutputs(outputs);
  }
}
