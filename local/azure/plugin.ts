import { Server, ServerCredentials } from "@grpc/grpc-js";
import providerGrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { callCounter } from "./provider/callCounter.js";
import { providerService } from "./provider/providerService.js";

/**
 * The simulated Azure as the provider plugin `azure-native`: the engine starts one process per operation, reads its port
 * from the first line of its output, and ends it with SIGINT.
 */
const calls = callCounter();
const server = new Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
server.addService(providerGrpc.ResourceProviderService, providerService(process.env, calls));
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  process.stdout.write(`${port}\n`);
});

// The engine holds the other end of stdin and never writes: its end means that the engine is gone. Nobody is left to
// hear an answer, and every write that Azure took is on disk already. Without the engine's address a person started the
// plugin, for engines to attach to (PULUMI_DEBUG_PROVIDERS): stdin is then that person's.
const isStartedByEngine = process.argv.length > 2;
if (isStartedByEngine) {
  process.stdin.resume();
  process.stdin.once("end", () => process.exit(0));
}

// Asked to stop, it lets the calls under way end and gives their answers a moment to leave. A graceful shutdown of the
// server would wait for the engine to hang up, which the engine does only once it has lost patience, after five seconds.
const farewellMs = 50;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    if (calls.isIdle()) process.exit(0);
    calls.onceIdle(() => setTimeout(() => process.exit(0), farewellMs));
  });
}
