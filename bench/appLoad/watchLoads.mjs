// Module hooks, on the loader's own thread: tells the URL of every ES module as it is read.
let port;

export function initialize(data) {
  port = data.port;
}

export async function load(url, context, next) {
  if (url.startsWith("file:")) port.postMessage(url);
  return next(url, context);
}
