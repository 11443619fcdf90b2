import { diesAtEachCommit } from "./diesAtEachCommit.js";

diesAtEachCommit("after");
