// @ts-check
// `npm run setup`: makes a fresh clone ready, or says in one line that it is.
import { setUpHere } from "./setUpHere.mjs";

const { cli } = await setUpHere();
console.log(`Ready: dependencies, build, and Pulumi CLI ${cli.version} (${cli.path})`);
