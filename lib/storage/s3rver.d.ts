declare module "s3rver" {
  import type { IncomingMessage } from "node:http";

  type Options = {
    address: string;
    port: number;
    silent: boolean;
    directory: string;
    configureBuckets: { name: string; configs: string[] }[];
  };
  export type Context = { req: IncomingMessage; status: number; type: string; body: unknown };
  export type Middleware = (context: Context, next: () => Promise<void>) => Promise<void>;
  export default class S3rver {
    constructor(options: Options);
    /** Koa's: what every request goes through, in this order. */
    middleware: Middleware[];
    run(): Promise<{ address: string; port: number }>;
    close(): Promise<void>;
  }
}
