import type { PausableSession } from '../../../../src/debugger/pause';
import type { DeviceProfile } from '../../../../src/device/profile';
import { Slots } from '../../../../src/vscode/assistant/slots';
import type {
  AssistantContext,
  Plan,
  Tool,
  ToolResult,
} from '../../../../src/vscode/assistant/tool';
import { WriteGate } from '../../../../src/vscode/assistant/writeGate';
import { DeviceBench } from '../../device/bench';

/** One device and the tools around it, all of it under the test's control. */
export class ToolBench {
  readonly bench: DeviceBench;
  readonly context: AssistantContext;
  readonly sessions: PausableSession[] = [];
  readonly plotted = new Set<string>();
  scriptsStopped = 0;

  constructor(profile: Partial<DeviceProfile> = {}) {
    this.bench = new DeviceBench(profile);
    const { clock, device, store } = this.bench;
    this.context = {
      hub: { nowMs: clock.nowMs, wallOffsetMs: 1e12, devices: { all: [device] }, store },
      clock,
      gate: new WriteGate(clock.nowMs),
      waits: new Slots(2),
      sessionsOf: () => this.sessions,
      isPlotted: (_, id) => this.plotted.has(id),
      stopScripts: () => {
        this.scriptsStopped++;
        return Promise.resolve();
      },
    };
  }

  plan(tool: Tool, input: object = {}): Plan {
    return tool(input, this.context);
  }

  /** What a tool answers. */
  async call(tool: Tool, input: object = {}): Promise<ToolResult> {
    return this.plan(tool, input).run(new AbortController().signal);
  }

  /** A device that measures, with a line decoded. */
  async measuring(line = 'temp:20 rpm:1000\n'): Promise<void> {
    await this.bench.device.start();
    this.receive(line);
  }

  /** Bytes arrive a little later. */
  receive(text: string, afterMs = 10): void {
    this.bench.clock.advance(afterMs);
    this.bench.receive(text);
  }

  /** What assistants did, as it stands on the time line. */
  get marks(): readonly string[] {
    return this.bench.device.events.all.flatMap(({ fact }) =>
      fact.kind === 'assistant' ? [`${fact.act} ${fact.outcome}: ${fact.what}`] : [],
    );
  }
}
