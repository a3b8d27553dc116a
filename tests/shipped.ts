import { openFacts } from "../facts/index.ts";

/** What is shipped, with what is made of it on the way: once for all tests, none of which changes it. */
export const SHIPPED = openFacts();
