import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { EVENT_KINDS } from '../../src/vscode/assistant/listEvents';
import { TOOLS } from '../../src/vscode/assistant/tools';
import { FAULT_KINDS } from '../../src/faultKinds';
import { extension } from './support';

interface Property {
  readonly type: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly items?: Property;
}

interface ToolEntry {
  readonly name: string;
  readonly displayName: string;
  readonly userDescription: string;
  readonly modelDescription: string;
  readonly toolReferenceName: string;
  readonly canBeReferencedInPrompt: boolean;
  readonly icon: string;
  readonly tags: readonly string[];
  readonly inputSchema: {
    readonly properties: Readonly<Record<string, Property>>;
    readonly additionalProperties: boolean;
  };
}

interface Manifest {
  readonly contributes: { readonly languageModelTools: readonly ToolEntry[] };
}

const { languageModelTools: declared } = (extension().packageJSON as Manifest).contributes;
const names = declared.map(({ name }) => name).sort();

describe('tools for assistants', () => {
  it('are the same in the manifest and in the table', () => {
    assert.deepEqual(names, Object.keys(TOOLS).sort());
  });

  it('are all registered once the extension is awake', async () => {
    await extension().activate();
    const known = vscode.lm.tools.map(({ name }) => name);
    assert.deepEqual(
      names.filter((name) => !known.includes(name)),
      [],
    );
  });

  it('say what they do to models and to users, and can be named in a prompt', () => {
    for (const tool of declared) {
      const { modelDescription, displayName, userDescription, toolReferenceName, icon } = tool;
      assert.ok(modelDescription.length > 200, tool.name);
      assert.match(modelDescription, /Reads only|the user is asked first/, tool.name);
      for (const text of [displayName, userDescription]) assert.doesNotMatch(text, /^%|^$/);
      assert.match(toolReferenceName, /^telemetry[A-Z]\w+$/);
      assert.match(icon, /^\$\([a-z-]+\)$/);
      assert.equal(tool.canBeReferencedInPrompt, true);
      assert.ok(tool.tags.includes(/Reads only/.test(modelDescription) ? 'read' : 'write'));
    }
    const references = new Set(declared.map(({ toolReferenceName }) => toolReferenceName));
    assert.equal(references.size, declared.length);
  });

  it('take a strict input of which each part is described', () => {
    for (const { name, inputSchema } of declared) {
      assert.equal(inputSchema.additionalProperties, false, name);
      for (const [key, property] of Object.entries(inputSchema.properties)) {
        assert.ok((property.description ?? '') !== '', `${name}.${key}`);
      }
    }
  });

  it('name in their descriptions tools that there are', () => {
    const named = declared.flatMap(({ modelDescription }) => [
      ...modelDescription.matchAll(/telemetryhub_\w+/g),
    ]);
    assert.ok(named.length > 5);
    for (const [name] of named) assert.ok(names.includes(name), name);
  });

  it('know all kinds of events and of faults', () => {
    const schemaOf = (name: string) => {
      const found = declared.find((tool) => tool.name === name);
      assert.ok(found !== undefined);
      return found.inputSchema.properties;
    };
    assert.deepEqual(schemaOf('telemetryhub_list_events').kinds.items?.enum, EVENT_KINDS);
    const kinds = FAULT_KINDS.map(({ kind }) => kind).sort();
    assert.deepEqual([...(schemaOf('telemetryhub_arm_fault').kind.enum ?? [])].sort(), kinds);
  });
});
