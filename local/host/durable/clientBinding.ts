import type { AppFunction } from "../worker/functionTable.js";
import type { InputData } from "../worker/programmingModel.js";

/**
 * The text of a durableClient binding: where the SDK's client sends its calls. With `rpcBaseUrl` it uses that for all
 * of them; the other URLs are for answers to outsiders and lead to the same listener.
 * Source: DurableTask extension, HttpApiHandler.CreateHttpManagementPayload.
 */
function clientPayload(origin: string, hubName: string): Record<string, unknown> {
  const base = `${origin}/runtime/webhooks/durabletask`;
  const code = "code=local";
  const query = `taskHub=${encodeURIComponent(hubName)}&connection=AzureWebJobsStorage&${code}`;
  const create = `${base}/orchestrators/{functionName}[/{instanceId}]`;
  return {
    taskHubName: hubName,
    creationUrls: {
      createNewInstancePostUri: `${create}?${code}`,
      createAndWaitOnNewInstancePostUri: `${create}?timeout={timeoutInSeconds}&pollingInterval={intervalInSeconds}&${code}`,
    },
    managementUrls: managementUrls(`${base}/instances/INSTANCEID`, "INSTANCEID", query),
    baseUrl: base,
    requiredQueryStringParameters: code,
    rpcBaseUrl: `${origin}/durabletask/`,
  };
}

/** The links a caller gets to one instance. */
export function instanceLinks(origin: string, hubName: string, id: string): Record<string, string> {
  const query = `taskHub=${encodeURIComponent(hubName)}&connection=AzureWebJobsStorage&code=local`;
  return managementUrls(`${origin}/runtime/webhooks/durabletask/instances/${encodeURIComponent(id)}`, id, query);
}

function managementUrls(instance: string, id: string, query: string): Record<string, string> {
  return {
    id,
    statusQueryGetUri: `${instance}?${query}`,
    sendEventPostUri: `${instance}/raiseEvent/{eventName}?${query}`,
    terminatePostUri: `${instance}/terminate?reason={text}&${query}`,
    rewindPostUri: `${instance}/rewind?reason={text}&${query}`,
    purgeHistoryDeleteUri: `${instance}?${query}`,
    restartPostUri: `${instance}/restart?${query}`,
    suspendPostUri: `${instance}/suspend?reason={text}&${query}`,
    resumePostUri: `${instance}/resume?reason={text}&${query}`,
  };
}

/** The durable client inputs that a function asked for. */
export type ClientInputs = (target: AppFunction) => InputData[];

export function clientInputs(origin: string, hubName: string): ClientInputs {
  const text = JSON.stringify(clientPayload(origin, hubName));
  return (target) => target.clientBindings.map((name) => ({ name, data: { string: text } }));
}
