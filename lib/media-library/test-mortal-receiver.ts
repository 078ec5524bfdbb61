import { receiverAt } from "./test-receiver";

// A receiver in a process of its own, to be killed. Its only argument is the folder; it says its address and stays.
const receiver = await receiverAt(process.argv[2] ?? "", async () => true);
process.stdout.write(`${receiver.url}\n`);
