type Inputs = Readonly<Record<string, unknown>>;

/** The inputs that name what databases, messaging, containers and alerts declare, children before their parents. */
export const dataNames = [
  ...[
    "databaseName",
    "configurationName",
    "administratorName",
    "objectId",
    "blobAuditingPolicyName",
    "accessPolicyAssignmentName",
  ],
  ...["queueName", "topicName", "replicationName", "ruleName", "activityLogAlertName", "actionGroupName"],
  ...["serverName", "clusterName", "namespaceName", "registryName", "environmentName"],
];

/** What Azure computes of them, as far as the modules read it, by type. */
export const dataComputed: Readonly<Record<string, (given: Inputs) => Inputs>> = {
  "azure-native:dbforpostgresql:Server": ({ serverName }) => ({
    fullyQualifiedDomainName: `${String(serverName)}.postgres.database.azure.com`,
  }),
  "azure-native:sql:Server": ({ serverName }) => ({
    fullyQualifiedDomainName: `${String(serverName)}.database.windows.net`,
  }),
  "azure-native:redisenterprise:RedisEnterprise": ({ clusterName }) => ({
    hostName: `${String(clusterName)}.westeurope.redis.azure.net`,
  }),
  "azure-native:eventgrid:Topic": ({ topicName }) => ({
    endpoint: `https://${String(topicName)}.westeurope-1.eventgrid.azure.net/api/events`,
  }),
  "azure-native:servicebus:Namespace": ({ namespaceName }) => ({
    serviceBusEndpoint: `https://${String(namespaceName)}.servicebus.windows.net:443/`,
  }),
  "azure-native:containerregistry:Registry": ({ registryName }) => ({
    loginServer: `${String(registryName).toLowerCase()}.azurecr.io`,
  }),
  "azure-native:app:ManagedEnvironment": () => ({
    defaultDomain: "mock-1a2b3c4d.westeurope.azurecontainerapps.io",
    staticIp: "203.0.113.20",
  }),
};
