import type { Plot } from "./plot.js";
import { publishedEvents } from "./publishedEvents.js";

/** The whole lifecycle of AuthService: asked for, refused to its own requester, approved, applied, asked for again. */
export const lifecycle: Plot = async ({ run, tell, artifacts, topicUrl }) => {
  const document = "examples/auth-service";

  tell("Submit", "Ada asks for what AuthService needs: a cluster, a vault, storage, DNS. Nothing is made yet.");
  await run(["provision", document, "--as", "ada", "--watch"], { expect: 3 });

  tell("Four eyes", "Ada asked, so Ada may not approve.");
  await run(["approve", "--trace", "trace-auth-789", "--as", "ada"], { expect: 1 });

  tell(
    "Approve and apply",
    "Grace approves exactly the plan she saw; the service previews again and applies that, or nothing.",
  );
  await run(["approve", "--trace", "trace-auth-789", "--as", "grace", "--reason", "reviewed the diff", "--watch"], {
    expect: 0,
  });

  tell("Outputs", "Endpoints, names and references. The kubeconfig stays in the vault.");
  await run(["outputs", "exec-auth-789"], { expect: 0 });

  tell("Evidence", "Everything the run wrote, with digests in run.json.");
  await run(["artifacts", "exec-auth-789", "--to", artifacts], { expect: 0 });

  tell("Events", "What the topic received.");
  for (const line of await publishedEvents(topicUrl)) console.log(`  ${line}`);

  tell("Once more", "The same request is the same run; the same documents as a new run change nothing.");
  await run(["provision", document, "--as", "ada"], { expect: 0 });
  await run(["provision", document, "--as", "ada", "--execution-id", "exec-auth-790", "--watch"], { expect: 0 });

  tell("A bad request", "Everything that is wrong with it, at once. Nothing is written, nothing is started.");
  await run(["provision", "examples/broken/request.yaml", "--as", "ada"], { expect: 2 });
};
