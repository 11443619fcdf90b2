import { completeKind } from "../testing/completeKind.js";
import { logAnalyticsArgs } from "../testing/examples.js";
import { LogAnalytics } from "./logAnalytics.js";
import { LogAnalyticsArgs } from "./logAnalyticsArgs.js";

/** For the tests that hold for all modules: everything that this one can declare. What people copy is `example.ts`. */
export const complete = [completeKind(LogAnalytics, LogAnalyticsArgs, "logs", logAnalyticsArgs)];
