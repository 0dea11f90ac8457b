import type * as vscode from 'vscode';
import type { Breakpoints } from '../../debugger/breakpoints';
import type { Device } from '../../device/device';
import type { Hub } from '../../hub';
import type { SourcePlace } from '../../transport/listPorts';
import type { BreakpointList } from '../debug/breakpointList';
import type { DefinedDevices } from '../definedDevices';
import type { FaultScripts } from '../faultScripts';
import type { Focus } from '../focus';
import type { LimitSettings } from '../limitSettings';
import type { OnDemand } from '../onDemand';
import type { PlotPanels } from '../panel/plotPanels';
import type { Reports } from '../reports';
import type { SchemaPanels } from '../schema/schemaPanels';
import type { BreakpointRow } from '../views/breakpointRows';
import type { Row } from '../views/rows';
import type { ScriptRow } from '../views/scriptRows';

/** What the commands act on. */
export interface CommandContext {
  readonly hub: Hub;
  readonly focus: Focus;
  readonly defined: DefinedDevices;
  readonly panels: PlotPanels;
  readonly schemas: OnDemand<SchemaPanels>;
  readonly reports: Reports;
  readonly limits: LimitSettings;
  readonly breakpoints: Breakpoints<Device>;
  readonly breakpointList: BreakpointList;
  readonly scripts: FaultScripts;
  readonly source: SourcePlace;
  readonly log: vscode.LogOutputChannel;
}

/** What a command may be given: a row of a tree, or the id of a device or a channel, the path of a port. */
export type Target = Row | ScriptRow | BreakpointRow | string | undefined;

/** The body of a command; what it throws is shown to the user. */
export type Command = (context: CommandContext, target: Target) => unknown;
