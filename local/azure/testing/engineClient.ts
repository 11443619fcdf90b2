import { credentials, Server, ServerCredentials, type ServiceError } from "@grpc/grpc-js";
import emptyPb from "google-protobuf/google/protobuf/empty_pb.js";
import providerGrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import type { DiffResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import { providerService } from "../provider/providerService.js";
import { fromStruct, toStruct } from "../provider/structs.js";
import type { JsonObject } from "../values/json.js";

/** What the engine says to a provider, in plain values; a refused call rejects with the provider's text. */
export interface EngineClient {
  configure(args?: JsonObject): Promise<void>;
  check(
    token: string,
    news: JsonObject,
    more?: { olds?: JsonObject; seed?: Uint8Array },
  ): Promise<{ inputs: JsonObject; failures: string[] }>;
  diff(token: string, olds: JsonObject, news: JsonObject, ignore?: string[]): Promise<DiffResponse>;
  create(token: string, inputs: JsonObject, preview?: boolean): Promise<{ id: string; outputs: JsonObject }>;
  update(token: string, id: string, inputs: JsonObject, preview?: boolean): Promise<JsonObject>;
  read(
    token: string,
    id: string,
    remembered?: { inputs: JsonObject; outputs: JsonObject },
  ): Promise<{ id: string; inputs: JsonObject; outputs: JsonObject }>;
  remove(token: string, id: string): Promise<void>;
  invoke(token: string, args: JsonObject): Promise<JsonObject>;
  cancel(): Promise<void>;
  close(): void;
}

/** A provider in this process, listening as in the plugin, and a client of it. */
export async function startProvider(env: NodeJS.ProcessEnv): Promise<EngineClient> {
  const server = new Server();
  server.addService(providerGrpc.ResourceProviderService, providerService(env));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  const client = connectProvider(port);
  return {
    ...client,
    close: () => {
      client.close();
      server.forceShutdown();
    },
  };
}

/** A client of the provider that listens on a port of this machine. */
export function connectProvider(port: number): EngineClient {
  const client = new providerGrpc.ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  const urn = (token: string) => `urn:pulumi:dev::shop::${token}::logical`;
  const answer = <T>(send: (callback: (error: ServiceError | null, response: T) => void) => unknown): Promise<T> =>
    new Promise((resolve, reject) => {
      send((error, response) => {
        if (error === null) resolve(response);
        else reject(Object.assign(new Error(error.details), { metadata: error.metadata }));
      });
    });
  return {
    async configure(args = {}) {
      const request = new providerPb.ConfigureRequest();
      request.setArgs(toStruct(args));
      await answer((callback) => client.configure(request, callback));
    },
    async check(token, news, more = {}) {
      const request = new providerPb.CheckRequest();
      request.setUrn(urn(token));
      request.setNews(toStruct(news));
      if (more.olds !== undefined) request.setOlds(toStruct(more.olds));
      request.setRandomseed(more.seed ?? new Uint8Array());
      const response = await answer<InstanceType<typeof providerPb.CheckResponse>>((callback) =>
        client.check(request, callback),
      );
      return {
        inputs: fromStruct(response.getInputs()),
        failures: response.getFailuresList().map((failure) => failure.getReason()),
      };
    },
    async diff(token, olds, news, ignore = []) {
      const request = new providerPb.DiffRequest();
      request.setUrn(urn(token));
      request.setOldInputs(toStruct(olds));
      request.setNews(toStruct(news));
      request.setIgnorechangesList(ignore);
      return answer<DiffResponse>((callback) => client.diff(request, callback));
    },
    async create(token, inputs, preview = false) {
      const request = new providerPb.CreateRequest();
      request.setUrn(urn(token));
      request.setProperties(toStruct(inputs));
      request.setPreview(preview);
      const response = await answer<InstanceType<typeof providerPb.CreateResponse>>((callback) =>
        client.create(request, callback),
      );
      return { id: response.getId(), outputs: fromStruct(response.getProperties()) };
    },
    async update(token, id, inputs, preview = false) {
      const request = new providerPb.UpdateRequest();
      request.setUrn(urn(token));
      request.setId(id);
      request.setNews(toStruct(inputs));
      request.setPreview(preview);
      const response = await answer<InstanceType<typeof providerPb.UpdateResponse>>((callback) =>
        client.update(request, callback),
      );
      return fromStruct(response.getProperties());
    },
    async read(token, id, remembered) {
      const request = new providerPb.ReadRequest();
      request.setUrn(urn(token));
      request.setId(id);
      if (remembered !== undefined) {
        request.setInputs(toStruct(remembered.inputs));
        request.setProperties(toStruct(remembered.outputs));
      }
      const response = await answer<InstanceType<typeof providerPb.ReadResponse>>((callback) =>
        client.read(request, callback),
      );
      return {
        id: response.getId(),
        inputs: fromStruct(response.getInputs()),
        outputs: fromStruct(response.getProperties()),
      };
    },
    async remove(token, id) {
      const request = new providerPb.DeleteRequest();
      request.setUrn(urn(token));
      request.setId(id);
      await answer((callback) => client.delete(request, callback));
    },
    async invoke(token, args) {
      const request = new providerPb.InvokeRequest();
      request.setTok(token);
      request.setArgs(toStruct(args));
      const response = await answer<InstanceType<typeof providerPb.InvokeResponse>>((callback) =>
        client.invoke(request, callback),
      );
      return fromStruct(response.getReturn());
    },
    async cancel() {
      await answer((callback) => client.cancel(new emptyPb.Empty(), callback));
    },
    close: () => {
      client.close();
    },
  };
}
