/** The path of a run in the API, with whatever lies below it; an id is one segment, whatever it holds. */
export function runPath(runId: string, ...below: readonly string[]): string {
  const segments = [runId, ...below.flatMap((part) => part.split("/"))];
  return `/api/runs/${segments.map(encodeURIComponent).join("/")}`;
}
