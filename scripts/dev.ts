import { parseArgs } from "node:util";
import { giveUp } from "./say";
import { start } from "./start";

const { values } = parseArgs({ options: { unaudited: { type: "boolean", default: false } } });
start({ hotReload: true, unaudited: values.unaudited }).catch(giveUp);
