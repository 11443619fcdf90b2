import type { Stage } from "./stage.js";

/** One story of the demo, told on a stage. */
export type Plot = (
  scene: Pick<Stage, "run" | "tell"> & {
    /** Folder that gets the run's artifacts, as a person would write it. */
    readonly artifacts: string;
    readonly topicUrl: string;
  },
) => Promise<void>;
