import * as vscode from 'vscode';
import { resultText } from './resultText';
import { Slots } from './slots';
import type { AssistantContext, AssistantParts, Confirmation, Plan, Tool } from './tool';
import { TOOLS } from './tools';
import { WriteGate } from './writeGate';

const MAX_WAITS = 16;

/** Does what assistants call tools for: the same checks before the user is asked and again before anything is done. */
export class Assistant {
  private readonly context: AssistantContext;

  constructor(parts: AssistantParts) {
    const gate = new WriteGate(() => parts.hub.nowMs());
    this.context = { ...parts, gate, waits: new Slots(MAX_WAITS) };
  }

  /** What is under way, and what the user has to agree to. Throws a plain message for what may not be. */
  prepare(name: string, input: unknown): vscode.PreparedToolInvocation {
    const { progress, confirmation } = this.plan(name, input);
    return {
      invocationMessage: new vscode.MarkdownString().appendText(progress),
      ...(confirmation === undefined ? {} : { confirmationMessages: messages(confirmation) }),
    };
  }

  /** Runs a tool. Rejects with a plain message. */
  async invoke(
    name: string,
    input: unknown,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    const plan = this.plan(name, input);
    const abort = new AbortController();
    if (token.isCancellationRequested) throw new vscode.CancellationError();
    const listening = token.onCancellationRequested(() => {
      abort.abort();
    });
    try {
      const text = resultText(await plan.run(abort.signal));
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
    } finally {
      listening.dispose();
    }
  }

  private plan(name: string, input: unknown): Plan {
    const tools: Readonly<Record<string, Tool>> = TOOLS;
    return tools[name](input, this.context);
  }
}

/** Names and texts are appended as text: markup in them would hide what is to be confirmed. */
function messages({ title, lines, verbatim }: Confirmation): {
  title: string;
  message: vscode.MarkdownString;
} {
  const message = new vscode.MarkdownString();
  lines.forEach((line, i) => {
    if (i > 0) message.appendMarkdown('\n\n');
    message.appendText(line);
  });
  if (verbatim !== undefined) message.appendCodeblock(verbatim, 'text');
  return { title, message };
}
