// Loaded in front of a process's own code. Whoever started it holds the other end of the channel: when they are killed
// without a word nobody would ever stop it, so it stops by itself, as if it had been asked to.
if (process.env.AIRCHECK_ENDS_WITH_PARENT) {
  // What it starts in turn is its own to stop, and has channels of its own.
  delete process.env.AIRCHECK_ENDS_WITH_PARENT;
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel?.unref();
}
