/** Next calls this once when the server starts. What needs Node lives in a file of its own. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { startProcess } = await import("./instrumentation-node");
    await startProcess();
  }
}
