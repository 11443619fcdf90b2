import { Worker } from "node:worker_threads";

/**
 * Kills this process and its engine when the application has died and nothing here reacted to that: a program that
 * never yields would otherwise turn for ever. A thread of its own watches stdin, which only the application holds open.
 */
export function guardAgainstOrphaning(patienceMs: number): void {
  const workerData = { group: process.pid, patienceMs };
  new Worker(watch, { eval: true, workerData, stdin: false, env: {} }).unref();
}

const watch = `
const { Socket } = require("node:net");
const { workerData } = require("node:worker_threads");
const end = () => process.kill(-workerData.group, "SIGKILL");
new Socket({ fd: 0 }).on("error", () => {}).on("close", () => setTimeout(end, workerData.patienceMs)).resume();
`;
