import { Server, ServerCredentials } from "@grpc/grpc-js";
import providerGrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { providerService } from "./provider/providerService.js";

/**
 * The simulated Azure as the provider plugin `azure-native`: the engine starts one process per operation, reads its port
 * from the first line of its output, and ends it with SIGINT.
 */
const service = providerService(process.env);
const server = new Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
server.addService(providerGrpc.ResourceProviderService, service.implementation);
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  process.stdout.write(`${port}\n`);
});

// The engine holds the other end of stdin and never writes: its end means that the engine is gone. Nobody is left to
// hear an answer, and every write that Azure took is on disk already.
process.stdin.resume();
process.stdin.once("end", () => process.exit(0));

// Asked to stop, it lets the calls under way end first; the engine itself gives it five seconds.
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void service.idle().then(() => process.exit(0)));
}
