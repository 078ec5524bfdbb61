/** What a browser's requests are made of here, as far as sending a file by tus needs them. */
export function requestsTo(ask: (path: string, init: RequestInit) => Promise<Response>) {
  return class {
    status = 0;
    responseText = "";
    upload = { onprogress: null };
    onload: (() => void) | null = null;
    onerror: ((problem: unknown) => void) | null = null;
    private wish = { method: "", path: "" };
    private readonly headers = new Headers();
    private answer: Headers | null = null;
    private readonly stopper = new AbortController();

    open(method: string, path: string): void {
      this.wish = { method, path };
    }
    setRequestHeader(name: string, value: string): void {
      this.headers.set(name, value);
    }
    getResponseHeader(name: string): string | null {
      return this.answer?.get(name) ?? null;
    }
    abort(): void {
      this.stopper.abort();
    }
    async send(file: Blob | null): Promise<void> {
      const { method, path } = this.wish;
      try {
        const body = file && (await file.arrayBuffer());
        const { signal } = this.stopper;
        const response = await ask(path, { method, headers: this.headers, body, signal });
        this.responseText = await response.text();
        this.status = response.status;
        this.answer = response.headers;
      } catch (problem) {
        // A browser does not say whether the line broke or the file.
        if (!this.stopper.signal.aborted) this.onerror?.(problem);
        return;
      }
      this.onload?.();
    }
  };
}
