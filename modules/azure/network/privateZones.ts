/**
 * The zone in which the private endpoints of a service are found. Azure's public name of the service points there from
 * inside the network, so that clients keep the address they know.
 *
 * Source: learn.microsoft.com/azure/private-link/private-endpoint-dns
 *
 * @public
 */
export const privateZones = {
  blob: "privatelink.blob.core.windows.net",
  containerRegistry: "privatelink.azurecr.io",
  eventGrid: "privatelink.eventgrid.azure.net",
  postgresql: "privatelink.postgres.database.azure.com",
  redis: "privatelink.redis.azure.net",
  serviceBus: "privatelink.servicebus.windows.net",
  sql: "privatelink.database.windows.net",
  vault: "privatelink.vaultcore.azure.net",
} as const;
