import type { handleUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import emptyPb from "google-protobuf/google/protobuf/empty_pb.js";
import pluginPb from "@pulumi/pulumi/proto/plugin_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import type * as requests from "@pulumi/pulumi/proto/provider_pb.js";
import { resourceType } from "../resourceTypes/table.js";
import { openSecrets } from "../values/secretValues.js";
import { callCounter, type CallCounter } from "./callCounter.js";
import { checkResource } from "./checkResource.js";
import { CallFailure } from "./callFailure.js";
import { readConfiguration } from "./configuration.js";
import { diffInputs } from "./diff.js";
import { grpcFailure } from "./grpcFailure.js";
import { typeOfUrn, unknownTypeText } from "./lookupType.js";
import { readResource } from "./readResource.js";
import { checkResponse, diffResponse, readResponse } from "./responses.js";
import { runInvoke } from "./runInvoke.js";
import { startSession, type Session } from "./session.js";
import { fromStruct, toStruct } from "./structs.js";
import { providerVersion } from "../providerVersion.js";
import { tokenOf } from "./urn.js";
import { createResource, previewCreate, previewUpdate, removeResource, updateResource } from "./writeOperations.js";

/**
 * Pulumi's provider protocol over the simulated Azure, for `ResourceProviderService`; methods that are left out answer
 * UNIMPLEMENTED. Cancel does nothing on purpose: the engine sends it at the end of every operation, also of good ones.
 * Source: ResourceProvider in github.com/pulumi/pulumi/proto/pulumi/provider.proto
 */
export function providerService(
  env: NodeJS.ProcessEnv,
  calls: CallCounter = callCounter(),
): UntypedServiceImplementation {
  let session: Session | undefined;
  const configured = (): Session => {
    if (session === undefined) throw new CallFailure("the provider was used before it was configured");
    return session;
  };

  /** Answers one kind of call; whatever is thrown becomes the call's error. */
  const answer =
    <Request, Response>(work: (request: Request) => Response | Promise<Response>): handleUnaryCall<Request, Response> =>
    ({ request }, callback) => {
      calls.begin();
      Promise.resolve(request)
        .then(work)
        .then(
          (response) => {
            callback(null, response);
          },
          (error: unknown) => {
            callback(grpcFailure(error));
          },
        )
        .finally(() => {
          calls.end();
        });
    };

  return {
    handshake: answer(() => {
      const response = new providerPb.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      response.setSupportsAutonamingConfiguration(true);
      return response;
    }),
    attach: answer(() => new emptyPb.Empty()),
    cancel: answer(() => new emptyPb.Empty()),
    getPluginInfo: answer(() => {
      const response = new pluginPb.PluginInfo();
      response.setVersion(providerVersion);
      return response;
    }),
    checkConfig: answer((request: requests.CheckRequest) => checkResponse(fromStruct(request.getNews()), [])),
    diffConfig: answer(() => diffResponse({ changes: [], deleteBeforeReplace: false })),
    configure: answer((request: requests.ConfigureRequest) => {
      session = startSession(readConfiguration(openSecrets(fromStruct(request.getArgs())).plain, env), env);
      const response = new providerPb.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setSupportspreview(true);
      response.setSupportsAutonamingConfiguration(true);
      return response;
    }),

    check: answer((request: requests.CheckRequest) => {
      const token = tokenOf(request.getUrn());
      const type = resourceType(token);
      if (type === undefined) return checkResponse(fromStruct(request.getNews()), [unknownTypeText(token)]);
      const { inputs, failures } = checkResource(configured(), type, request);
      return checkResponse(inputs, failures);
    }),
    diff: answer((request: requests.DiffRequest) => {
      const [olds, news] = [fromStruct(request.getOldInputs()), fromStruct(request.getNews())];
      return diffResponse(diffInputs(typeOfUrn(request.getUrn()), olds, news, request.getIgnorechangesList()));
    }),
    create: answer(async (request: requests.CreateRequest) => {
      const type = typeOfUrn(request.getUrn());
      const inputs = fromStruct(request.getProperties());
      const response = new providerPb.CreateResponse();
      if (request.getPreview()) {
        response.setProperties(toStruct(previewCreate(type, inputs)));
        return response;
      }
      const { id, outputs } = await createResource(configured(), type, inputs);
      response.setId(id);
      response.setProperties(toStruct(outputs));
      return response;
    }),
    read: answer(async (request: requests.ReadRequest) => {
      const remembered = { inputs: fromStruct(request.getInputs()), outputs: fromStruct(request.getProperties()) };
      return readResponse(await readResource(configured(), typeOfUrn(request.getUrn()), request.getId(), remembered));
    }),
    update: answer(async (request: requests.UpdateRequest) => {
      const type = typeOfUrn(request.getUrn());
      const [id, inputs] = [request.getId(), fromStruct(request.getNews())];
      const response = new providerPb.UpdateResponse();
      const outputs = request.getPreview()
        ? previewUpdate(configured(), type, id, inputs)
        : await updateResource(configured(), type, id, inputs);
      response.setProperties(toStruct(outputs));
      return response;
    }),
    delete: answer(async (request: requests.DeleteRequest) => {
      await removeResource(configured(), typeOfUrn(request.getUrn()), request.getId());
      return new emptyPb.Empty();
    }),
    invoke: answer(async (request: requests.InvokeRequest) => {
      const response = new providerPb.InvokeResponse();
      response.setReturn(toStruct(await runInvoke(configured(), request.getTok(), fromStruct(request.getArgs()))));
      return response;
    }),
  };
}
