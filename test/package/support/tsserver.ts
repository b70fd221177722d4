import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";
import { ROOT } from "../../harness/paths";

const TSSERVER = path.join(ROOT, "node_modules/typescript/lib/tsserver.js");

interface Message {
  readonly type: "request" | "response" | "event";
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly message?: string;
  readonly body?: unknown;
}

/** The TypeScript server as VS Code starts it for an extension that contributes a plugin. */
export class TypeScriptServer {
  private readonly process: ChildProcess;
  private readonly waiting = new Map<number, (message: Message) => void>();
  private rest = "";
  private seq = 0;

  constructor(plugin: string, extension: string) {
    const args = ["--globalPlugins", plugin, "--pluginProbeLocations", extension];
    const all = [TSSERVER, "--disableAutomaticTypingAcquisition", ...args];
    this.process = spawn(process.execPath, all, { stdio: ["pipe", "pipe", "ignore"] });
    this.process.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.rest += text;
      const lines = this.rest.split("\n");
      this.rest = lines.pop() ?? "";
      for (const line of lines) if (line.startsWith("{")) this.receive(JSON.parse(line) as Message);
    });
  }

  /** Sends what has no answer. */
  tell(command: string, args: object): void {
    this.seq += 1;
    const request = { seq: this.seq, type: "request", command, arguments: args };
    this.process.stdin?.write(`${JSON.stringify(request)}\n`);
  }

  /** @throws Error What the server says where it refuses. */
  ask(command: string, args: object): Promise<unknown> {
    this.tell(command, args);
    const { seq } = this;
    return new Promise((resolve, reject) => {
      this.waiting.set(seq, ({ success, message, body }) => {
        if (success === true) resolve(body);
        else reject(new Error(message));
      });
    });
  }

  end(): void {
    this.process.kill();
  }

  private receive(message: Message): void {
    if (message.type !== "response" || message.request_seq === undefined) return;
    this.waiting.get(message.request_seq)?.(message);
    this.waiting.delete(message.request_seq);
  }
}
