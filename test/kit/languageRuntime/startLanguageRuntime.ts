import { Server, ServerCredentials, type handleUnaryCall, type UntypedServiceImplementation } from "@grpc/grpc-js";
import languageGrpc from "@pulumi/pulumi/proto/language_grpc_pb.js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import { requiredPackages } from "./requiredPackages.js";
import { runProgram, type ProgramRun } from "./runProgram.js";

/** A language runtime that the CLI reaches with `--client={address}`. */
export interface LanguageRuntime {
  readonly address: string;
  /** The programs it has run, in order. */
  readonly runs: readonly ProgramRun[];
  close(): Promise<void>;
}

/**
 * Serves Pulumi's language runtime protocol for Node programs, as `pulumi-language-nodejs` of a Pulumi installation
 * does: it says which provider plugins a program needs, and runs the program in a process of its own.
 * What the engine asks for besides (installing packages, generating code) is not answered: no preview or update does.
 */
export async function startLanguageRuntime(env: NodeJS.ProcessEnv): Promise<LanguageRuntime> {
  const runs: ProgramRun[] = [];
  const stopped = new AbortController();
  const run = async (request: language.RunRequest): Promise<language.RunResponse> => {
    const ended = await runProgram(request, env, stopped.signal);
    runs.push(ended);
    return new language.RunResponse().setError(ended.error ?? "").setBail(ended.hasBailed);
  };
  const server = new Server();
  server.addService(languageGrpc.LanguageRuntimeService, {
    handshake: unary(() => new language.LanguageHandshakeResponse()),
    getPluginInfo: unary(() => new plugin.PluginInfo().setVersion("0.0.0")),
    getRequiredPackages: unary(requiredPackages),
    run: unary(run),
    cancel: unary(() => {
      stopped.abort();
      return new language.RunResponse();
    }),
  } satisfies UntypedServiceImplementation);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  return {
    address: `127.0.0.1:${port}`,
    runs,
    close: () => {
      stopped.abort();
      return new Promise((resolve) => {
        server.tryShutdown(() => {
          resolve();
        });
      });
    },
  };
}

/** A call with one answer, from a function of the request. */
function unary<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return ({ request }, callback) => {
    void (async () => answer(request))().then(
      (response) => {
        callback(null, response);
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error(String(error)));
      },
    );
  };
}
