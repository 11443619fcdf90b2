import { availableParallelism, cpus, loadavg, totalmem } from "node:os";

/** Where a measurement was taken. */
export interface Machine {
  readonly cores: number;
  readonly memoryGb: number;
  readonly cpu: string;
  readonly node: string;
  readonly platform: string;
  /** Over the last minute, and before the measurement began: above the number of cores, others were at work. */
  readonly load: number;
}

export function thisMachine(): Machine {
  return {
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    cpu: (cpus()[0]?.model ?? "unknown CPU").trim(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
}

export function machineLine({ cores, memoryGb, cpu, node, platform, load }: Machine): string {
  return `${cores} cores (${cpu}), ${memoryGb} GB, ${platform}, Node ${node}, load average ${load}`;
}
