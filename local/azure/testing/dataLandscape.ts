import type { JsonObject } from "../values/json.js";

type Sample = readonly [shortToken: string, inputs: JsonObject];

/** One resource of every kind of databases, messaging, containers and alerts, in a group that is there. */
export function dataLandscape(group: string): readonly Sample[] {
  const inGroup = { resourceGroupName: group.slice(group.lastIndexOf("/") + 1) };
  const placed = { ...inGroup, location: "westeurope" };
  const objectId = "11111111-2222-4333-8444-555555555555";
  const tenantId = "22222222-2222-4333-8444-555555555555";
  const actionGroupId = `${group}/providers/Microsoft.Insights/actionGroups/ag-shop`;
  return [
    [
      "dbforpostgresql:Server",
      {
        ...placed,
        serverName: "psql-shop",
        version: "17",
        sku: { name: "Standard_D2ds_v5", tier: "GeneralPurpose" },
        storage: { storageSizeGB: 128 },
        authConfig: { activeDirectoryAuth: "Enabled", passwordAuth: "Disabled", tenantId },
        backup: { geoRedundantBackup: "Disabled" },
        highAvailability: { mode: "ZoneRedundant" },
        identity: { type: "UserAssigned", userAssignedIdentities: [] },
      },
    ],
    [
      "dbforpostgresql:AdministratorsMicrosoftEntra",
      { ...inGroup, serverName: "psql-shop", objectId, principalName: "admins", principalType: "Group", tenantId },
    ],
    ["dbforpostgresql:Database", { ...inGroup, serverName: "psql-shop", databaseName: "orders" }],
    [
      "dbforpostgresql:Configuration",
      { ...inGroup, serverName: "psql-shop", configurationName: "require_secure_transport", value: "on" },
    ],
    [
      "sql:Server",
      {
        ...placed,
        serverName: "sql-shop",
        administrators: { azureADOnlyAuthentication: true, login: "admins", sid: objectId, principalType: "Group" },
        identity: { type: "SystemAssigned" },
      },
    ],
    [
      "sql:ServerAzureADAdministrator",
      { ...inGroup, serverName: "sql-shop", administratorName: "ActiveDirectory", login: "admins", sid: objectId },
    ],
    [
      "sql:Database",
      {
        ...placed,
        serverName: "sql-shop",
        databaseName: "billing",
        sku: { name: "GP_S_Gen5_2" },
        requestedBackupStorageRedundancy: "Zone",
      },
    ],
    [
      "sql:ExtendedServerBlobAuditingPolicy",
      {
        ...inGroup,
        serverName: "sql-shop",
        blobAuditingPolicyName: "default",
        state: "Enabled",
        isAzureMonitorTargetEnabled: true,
      },
    ],
    [
      "redisenterprise:RedisEnterprise",
      {
        ...placed,
        clusterName: "redis-shop",
        sku: { name: "Balanced_B5" },
        publicNetworkAccess: "Disabled",
        identity: { type: "SystemAssigned" },
      },
    ],
    [
      "redisenterprise:Database",
      {
        ...inGroup,
        clusterName: "redis-shop",
        databaseName: "default",
        modules: [{ name: "RedisJSON" }],
        geoReplication: { groupNickname: "shops", linkedDatabases: [{ id: "/subscriptions/s/any" }] },
      },
    ],
    [
      "redisenterprise:AccessPolicyAssignment",
      {
        ...inGroup,
        clusterName: "redis-shop",
        databaseName: "default",
        accessPolicyAssignmentName: "user1",
        accessPolicyName: "default",
        user: { objectId },
      },
    ],
    ["eventgrid:Topic", { ...placed, topicName: "evgt-shop", inputSchema: "CloudEventSchemaV1_0" }],
    [
      "servicebus:Namespace",
      { ...placed, namespaceName: "sbns-shop", sku: { name: "Standard" }, identity: { type: "SystemAssigned" } },
    ],
    ["servicebus:Queue", { ...inGroup, namespaceName: "sbns-shop", queueName: "payments", requiresSession: true }],
    ["servicebus:Topic", { ...inGroup, namespaceName: "sbns-shop", topicName: "orders" }],
    [
      "containerregistry:Registry",
      {
        ...placed,
        registryName: "crshop",
        sku: { name: "Premium" },
        encryption: { status: "enabled", keyVaultProperties: { identity: objectId } },
        policies: { retentionPolicy: { days: 30, status: "enabled" } },
      },
    ],
    [
      "containerregistry:Replication",
      { ...inGroup, location: "northeurope", registryName: "crshop", replicationName: "northeurope" },
    ],
    [
      "app:ManagedEnvironment",
      {
        ...placed,
        environmentName: "cae-shop",
        appLogsConfiguration: { destination: "azure-monitor" },
        customDomainConfiguration: { dnsSuffix: "shop.example.com" },
        workloadProfiles: [{ name: "Consumption", workloadProfileType: "Consumption" }],
        identity: { type: "SystemAssigned" },
      },
    ],
    [
      "monitor:ActionGroup",
      {
        ...inGroup,
        location: "global",
        actionGroupName: "ag-shop",
        groupShortName: "shop",
        enabled: true,
        emailReceivers: [{ name: "on-call", emailAddress: "on-call@example.com" }],
        identity: { type: "SystemAssigned" },
      },
    ],
    [
      "monitor:MetricAlert",
      {
        ...inGroup,
        location: "global",
        ruleName: "dead-letters",
        enabled: true,
        severity: 2,
        scopes: [`${group}/providers/Microsoft.ServiceBus/namespaces/sbns-shop`],
        evaluationFrequency: "PT5M",
        windowSize: "PT15M",
        criteria: {
          odataType: "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
          allOf: [{ name: "crossed", metricName: "DeadletteredMessages", timeAggregation: "Maximum" }],
        },
        actions: [{ actionGroupId }],
      },
    ],
    [
      "monitor:ActivityLogAlert",
      {
        ...inGroup,
        location: "global",
        activityLogAlertName: "azure-health",
        scopes: [group],
        condition: { allOf: [{ field: "category", equals: "ServiceHealth" }] },
        actions: { actionGroups: [{ actionGroupId }] },
      },
    ],
    ["web:StaticSite", { ...placed, name: "stapp-shop", sku: { name: "Free", tier: "Free" } }],
  ];
}
