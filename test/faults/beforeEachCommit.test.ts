import { diesAtEachCommit } from "./diesAtEachCommit.js";

diesAtEachCommit("before");
