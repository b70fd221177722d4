import { cpuBackend } from "../../src/probe/backends/cpu";
import { wasmBackend } from "../../src/probe/backends/wasm";
import { webglBackend } from "../../src/probe/backends/webgl";
import { webgpuBackend } from "../../src/probe/backends/webgpu";
import { probeControl } from "../../src/probe/control";
import { readToProbe, type FromProbe, type ToProbe } from "../../src/probe/messages";
import type { ProbeControl } from "../../src/probe/request";
import { runProbe } from "../../src/probe/run";

// The probe's worker. It is started from a Blob URL and lives under the webview's content security
// policy: no eval, WebAssembly allowed.

type Run = Extract<ToProbe, { type: "run" }>;

const post = (message: FromProbe): void => {
  postMessage(message);
};

let current: { readonly run: number; readonly control: ProbeControl } | undefined;

type File = Extract<ToProbe, { type: "file" | "noFile" }>;

let awaited: ((file: File) => void) | undefined;

/** Has the page fetch a file: VS Code answers no request that comes from a worker. */
function askForFile(file: string): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    awaited = (answer) => {
      if (answer.file !== file) return;
      if (answer.type === "file") resolve(answer.content);
      else reject(new Error(`${file}: ${answer.reason}`));
    };
    post({ type: "wants", file });
  });
}

function start({ run, request, from, workers }: Run): void {
  current?.control.cancel();
  const control = probeControl();
  current = { run, control };
  const loaders = [webgpuBackend, webglBackend, wasmBackend(askForFile), cpuBackend];
  void runProbe(
    request,
    (event) => {
      post({ type: "event", run, event });
    },
    control,
    loaders,
    {
      resume: from,
      workers,
      keep: (snapshot) => {
        post({ type: "snapshot", run, snapshot });
      },
    },
  );
}

function steer({ type, run }: Exclude<ToProbe, Run | File>): void {
  if (current?.run === run) current.control[type]();
}

addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  const message = readToProbe(data);
  if (message.type === "run") start(message);
  else if (message.type === "file" || message.type === "noFile") awaited?.(message);
  else if (message.type !== "unreadable") steer(message);
  else if (message.run !== undefined) {
    const event = { type: "failed", message: message.reason } as const;
    post({ type: "event", run: message.run, event });
  }
});

post({ type: "ready" });
